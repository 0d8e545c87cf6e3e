package io.caravanserai.partner;

import com.fasterxml.jackson.databind.JsonNode;
import io.caravanserai.event.Json;
import io.caravanserai.http.HttpAnswer;
import io.caravanserai.http.HttpCall;
import io.caravanserai.http.HttpProblem;
import io.caravanserai.partner.PartnerDesk.Kind;
import io.caravanserai.partner.PartnerDesk.Part;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The calls by which operators look at partners and act on them. */
public final class PartnerAdmin {
    private static final String EXAMPLE = "send {\"route\": \"carrier-in-acme-sftp\"} or {\"subscription\": \"<id>\"}";
    private static final int MAX_PAGE = 500;

    private final PartnerDesk desk;

    public PartnerAdmin(PartnerDesk desk) {
        this.desk = desk;
    }

    /**
     * {@code GET /admin/partners?q=&limit=50&after=}: 200 {@code {"carriers": [...], "customers": [...], "next"}}; the
     * carriers are on the first page only, {@code q} is a part of a name.
     */
    public HttpAnswer list(HttpCall call) {
        String words = call.queryParam("q").orElse("");
        String after = call.queryParam("after").orElse("");
        PartnerDesk.Customers page = desk.customers(words, after, (int) call.queryNumber("limit", 50, MAX_PAGE));
        Map<String, @Nullable Object> answer = new LinkedHashMap<>();
        answer.put("carriers", after.isEmpty() ? desk.carriers(words) : List.of());
        answer.put("customers", page.customers());
        answer.put("next", page.next());
        return HttpAnswer.json(200, answer);
    }

    /** {@code GET /admin/partners/{kind}/{id}}: 200 with the carrier or the customer; 404. */
    public HttpAnswer get(HttpCall call) {
        return HttpAnswer.json(200, kind(call) == Kind.CARRIER ? desk.carrier(id(call)) : desk.customer(id(call)));
    }

    /**
     * {@code POST /admin/partners/{kind}/{id}/poll}: 202 {@code {"numbers", "routes", "busy"}}, what is asked for or
     * fetched at once; 409 when nothing of it is polled.
     */
    public HttpAnswer poll(HttpCall call) {
        require(call, Kind.CARRIER, "A customer is not polled.");
        return HttpAnswer.json(202, desk.poll(id(call)));
    }

    /**
     * {@code POST /admin/partners/{kind}/{id}/pause {route?, subscription?, reason?}}: 200 {@code {"paused": [...]}}, the
     * routes and subscriptions that are paused now: the one named, else all that may be.
     */
    public HttpAnswer pause(HttpCall call) {
        JsonNode body = body(call);
        return HttpAnswer.json(
                200,
                Map.of(
                        "paused",
                        desk.pause(
                                kind(call),
                                id(call),
                                part(body),
                                body.path("reason").asText(""))));
    }

    /** {@code POST /admin/partners/{kind}/{id}/resume {route?, subscription?}}: 200 {@code {"resumed": [...]}}. */
    public HttpAnswer resume(HttpCall call) {
        return HttpAnswer.json(200, Map.of("resumed", desk.resume(kind(call), id(call), part(body(call)))));
    }

    /**
     * {@code POST /admin/partners/customer/{id}/test {subscription?}}: 202 {@code {"sent": [{subscription, delivery}]}};
     * {@code GET /admin/deliveries/{delivery}} tells what came of it.
     */
    public HttpAnswer test(HttpCall call) {
        require(call, Kind.CUSTOMER, "A carrier is sent nothing: ./hub check --online looks whether it is reached.");
        return HttpAnswer.json(
                202,
                Map.of(
                        "sent",
                        desk.test(id(call), part(body(call)).subscription()).entrySet().stream()
                                .map(sent -> Map.of("subscription", sent.getKey(), "delivery", sent.getValue()))
                                .toList()));
    }

    /**
     * {@code POST /admin/partners/customer/{id}/rotate {subscription}}: 200 {@code {"id", "secret",
     * "previous_secret_until_utc"}}; the secret is shown only here, and until then messages carry a signature by each.
     */
    public HttpAnswer rotate(HttpCall call) {
        require(call, Kind.CUSTOMER, "The secrets of carriers are files and variables: change them there.");
        return HttpAnswer.json(200, desk.rotate(id(call), part(body(call)).subscription()));
    }

    /** {@code GET /admin/deliveries/{id}}: 200 with a message to a customer and every attempt; 404. */
    public HttpAnswer delivery(HttpCall call) {
        return HttpAnswer.json(200, desk.delivery(id(call)));
    }

    private static void require(HttpCall call, Kind wanted, String otherwise) {
        if (kind(call) != wanted) {
            throw HttpProblem.of(404, otherwise);
        }
    }

    private static Kind kind(HttpCall call) {
        return Kind.of(call.pathParam("kind"));
    }

    private static String id(HttpCall call) {
        return call.pathParam("id");
    }

    private static JsonNode body(HttpCall call) {
        return call.body().length == 0 ? Json.mapper().createObjectNode() : call.json(EXAMPLE);
    }

    private static Part part(JsonNode body) {
        return new Part(body.path("route").asText(""), body.path("subscription").asText(""));
    }
}
