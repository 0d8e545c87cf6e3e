package io.caravanserai.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.caravanserai.event.Json;
import io.caravanserai.testkit.WebhookSink;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.apache.camel.component.platform.http.PlatformHttpEndpoint;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Holds the OpenAPI file and a running hub to each other: what is served is described and the other way round, the file's
 * examples are sent as they stand, and every answer is as described, field by field and header by header.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ApiContractTest {
    /** Described, and seen by other tests or by nobody at will. */
    private static final Set<String> NOT_AT_WILL = Set.of(
            "createLabelledShipment 202", // LabelCallsTest: a carrier that is slow
            "createLabelledShipment 502", // CarrierLabelsTest: a carrier that refuses
            "getLabelBatchDocument 409", // LabelBatchTest: a format that cannot be had
            "getLinkedLabel 422", // the same of one label
            "enableSubscription 409"); // as that of subscribe

    private final ApiWorld world;
    private final ApiFile file;
    private final ApiCalls calls;
    private final ApiCases cases;

    ApiContractTest(@TempDir Path folder) throws Exception {
        this.world = ApiWorld.start(folder);
        this.file = ApiFile.parse(
                world.hub.call("GET", "/openapi.yaml", new byte[0]).body());
        this.calls = new ApiCalls(file, world);
        this.cases = new ApiCases(file, world, calls);
    }

    @Test
    void theFileIsTheOneOfTheProject() throws Exception {
        HttpResponse<String> served = world.hub.call("GET", "/openapi.yaml", new byte[0]);

        assertThat(served.body()).isEqualTo(Files.readString(Path.of("src/main/resources/api/openapi.yaml")));
    }

    @AfterAll
    void stop() {
        world.close();
    }

    @Test
    void everyRouteOfThePublicPortIsDescribedAndNothingElse() {
        Set<String> served = new TreeSet<>();
        world.hub.hub().camel().getEndpoints().stream()
                .filter(PlatformHttpEndpoint.class::isInstance)
                .map(PlatformHttpEndpoint.class::cast)
                .forEach(endpoint -> Arrays.stream(
                                endpoint.getHttpMethodRestrict().split(",", -1))
                        .forEach(method -> served.add(method + " "
                                + endpoint.getPath().replaceFirst("^/carriers/[^/]+/", "/carriers/{carrier}/"))));

        assertThat(file.operations()).extracting(ApiFile.Operation::call).containsExactlyInAnyOrderElementsOf(served);
    }

    Stream<String> operations() {
        return file.operations().stream().map(ApiFile.Operation::id);
    }

    @ParameterizedTest
    @MethodSource("operations")
    void everyExampleIsTakenAndAnsweredAsDescribed(String id) throws Exception {
        ApiFile.Operation operation = file.operation(id);
        List<String> faults = new ArrayList<>();
        for (ApiCalls.Example example : calls.examples(operation)) {
            ApiCalls.Call call = calls.to(id).with(example);
            if (id.startsWith("carrierEventsByQuery")) {
                call = call.path("carrier", "dpd").query("token=CARRIER-SECRET&pushid=1&pnr=01505028800000");
            } else if (id.equals("carrierToken")) {
                call = call.path("carrier", "ups");
            }
            HttpResponse<String> answer = call.send();

            if (answer.statusCode() >= 300) {
                faults.add(example.name() + " is answered " + answer.statusCode() + ": " + answer.body());
            }
            faults.addAll(file.faults(operation, answer));
            if (example.mediaType().equals("application/json")) {
                JsonNode schema =
                        file.requestContent(operation).path(example.mediaType()).path("schema");
                faults.addAll(file.faults(schema, ApiFile.parsed(example.body())));
            }
        }
        assertThat(faults).isEmpty();
    }

    Stream<String> queries() {
        return file.operations().stream().flatMap(operation -> file.parameters(operation, "query").stream()
                .filter(parameter -> parameter.has("example"))
                .map(parameter -> operation.id() + " "
                        + parameter.path("name").asText() + "="
                        + parameter.path("example").asText()));
    }

    @ParameterizedTest
    @MethodSource("queries")
    void everyQueryParameterIsTaken(String call) throws Exception {
        String[] parts = call.split(" ", 2);

        HttpResponse<String> answer = calls.to(parts[0]).query(parts[1]).send();

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        assertThat(file.faults(file.operation(parts[0]), answer)).isEmpty();
    }

    Stream<ApiCases.Case> answers() {
        return cases.all();
    }

    @ParameterizedTest
    @MethodSource("answers")
    void everyOtherAnswerIsAsDescribed(ApiCases.Case wanted) throws Exception {
        HttpResponse<String> answer = wanted.sending().send();

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(wanted.status());
        assertThat(file.faults(wanted.operation(), answer)).isEmpty();
    }

    @Test
    void noAnswerIsDescribedThatNobodyHasSeen() {
        Set<String> seen = new TreeSet<>();
        cases.all().forEach(each -> seen.add(each.name()));
        Set<String> unseen = new TreeSet<>();
        for (ApiFile.Operation operation : file.operations()) {
            for (String status : operation.statuses()) {
                boolean ofExamples = status.startsWith("20");
                boolean ofAll = status.equals("503")
                        || (status.equals("429") && operation.statuses().contains("400"));
                if (!ofExamples && !ofAll && !seen.contains(operation.id() + " " + status)) {
                    unseen.add(operation.id() + " " + status);
                }
            }
        }

        assertThat(unseen).isSubsetOf(NOT_AT_WILL);
    }

    @ParameterizedTest
    @MethodSource("webhooks")
    void everyMessageToCustomersIsAsDescribed(String name, String path) {
        JsonNode described = file.webhook(name);
        await().atMost(Duration.ofMinutes(1)).until(() -> !messages(path).isEmpty());
        List<String> faults = new ArrayList<>();
        for (WebhookSink.Received message : messages(path)) {
            JsonNode schema = described.at("/requestBody/content/application~1json/schema");
            faults.addAll(file.faults(schema, ApiFile.parsed(message.text())));
            for (JsonNode parameter : described.path("parameters")) {
                JsonNode header = file.resolved(parameter);
                String value =
                        message.headers().getOrDefault(header.path("name").asText(), "");
                faults.addAll(file.faults(header.path("schema"), Json.mapper().valueToTree(value)));
            }
        }
        assertThat(faults).isEmpty();
    }

    static Stream<Arguments> webhooks() {
        return Stream.of(
                Arguments.of("tracking", "/webhook/tracking"),
                Arguments.of("shipment", "/webhook/shipment"),
                Arguments.of("tracardi", "/track"));
    }

    private List<WebhookSink.Received> messages(String path) {
        return world.customer.sink().received().stream()
                .filter(message -> message.path().equals(path))
                .toList();
    }
}
