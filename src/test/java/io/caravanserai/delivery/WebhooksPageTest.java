package io.caravanserai.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import io.caravanserai.config.HubConfig;
import io.caravanserai.config.Settings;
import io.caravanserai.http.HttpAnswer;
import io.caravanserai.http.HttpCall;
import io.caravanserai.store.Dialect;
import io.vertx.core.Future;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What docs/webhooks.md shows as a request is taken, and its numbers are those of the code. */
class WebhooksPageTest {
    private static final Pattern REQUEST = Pattern.compile("(?s)```json\\n([A-Z]+) (\\S+)\\n(.*?)```");

    @Test
    void everyRequestIsTaken() throws IOException {
        List<String> sent = new ArrayList<>();
        try (DeliveryHarness hub = new DeliveryHarness(Dialect.SQLITE)) {
            TargetPolicy policy = new TargetPolicy(host -> Future.failedFuture("no names in tests"), false);
            SubscriptionApi api = new SubscriptionApi(
                    call -> FreshStore.ACCOUNT,
                    hub.subscriptions,
                    policy,
                    Set.of("delivery", "exception"),
                    hub.service.dispatcher()::reload);
            DeliveryApi deliveries = new DeliveryApi(call -> FreshStore.ACCOUNT, hub.deliveries);
            String id = hub.subscribe("https://shop.example/hooks", "").id();

            for (Matcher request = REQUEST.matcher(page()); request.find(); ) {
                HttpCall call = hub.call(
                        request.group(1),
                        Map.of("account_number", FreshStore.ACCOUNT, "kind", "tracking", "id", id),
                        Map.of(),
                        request.group(3).replace("\"subscription_id\": \"…\"", "\"subscription_id\": \"" + id + "\""));
                // the page leaves secrets out where a header's value must be ASCII
                HttpCall filled = call.withBody(DeliveryHarness.bytes(
                        new String(call.body(), java.nio.charset.StandardCharsets.UTF_8).replace("…", "secret")));
                HttpAnswer answer =
                        switch (request.group(1) + " " + request.group(2).replaceAll(".*/webhooks", "")) {
                            case "POST /tracking/subscriptions" -> api.create(filled);
                            case "PATCH /tracking/subscriptions/{id}" -> api.change(filled);
                            case "POST /replay" -> deliveries.replayAll(filled);
                            default -> throw new AssertionError(request.group());
                        };
                sent.add(request.group(1) + " " + answer.status());
            }
        }
        assertThat(sent).containsExactly("POST 201", "POST 202", "PATCH 200", "PATCH 200", "PATCH 200");
    }

    @Test
    void itsNumbersAreThoseOfTheCode() throws IOException {
        HubConfig config = HubConfig.from(Settings.of(Map.of()));

        assertThat(page())
                .contains(
                        "up to " + SubscriptionApi.MOST_SUBSCRIPTIONS + " active subscriptions",
                        "both secrets sign for " + SubscriptionStore.ROTATION_GRACE.toHours() + " hours",
                        "within " + config.webhook().timeout().toSeconds() + " seconds",
                        "at most " + config.webhook().retryAfterCap().toHours() + " h (`hub.webhook.retry-after-cap`)",
                        "for " + config.webhook().disableAfter().toDays() + " days (`hub.webhook.disable-after`)",
                        "at most " + Circuit.LONGEST_ASKED_PAUSE.toMinutes() + " minutes of it",
                        "1 to " + SubscriptionRequest.MOST_IN_FLIGHT + "; "
                                + config.webhook().maxInFlight() + " unless told",
                        "no more than " + GuardedHttp.MOST_ANSWER_BYTES / 1024 + " KiB of your answer",
                        PayloadTransform.LONGEST_SCRIPT / 1024 + " KiB of script, "
                                + PayloadTransform.LONGEST_RESULT / 1024 + " KiB of result, "
                                + TransformRunner.LIMIT.toMillis() + " ms of processor time",
                        "replayed for " + config.retention().deliveries().toDays() + " days, what died for "
                                + config.retention().deadLetters().toDays());
    }

    private static String page() throws IOException {
        return Files.readString(Path.of("docs/webhooks.md"));
    }
}
