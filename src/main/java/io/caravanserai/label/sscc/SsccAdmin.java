package io.caravanserai.label.sscc;

import com.fasterxml.jackson.databind.JsonNode;
import io.caravanserai.http.HttpAnswer;
import io.caravanserai.http.HttpCall;
import io.caravanserai.http.HttpProblem;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** {@code /admin/sscc-ranges}: what is left of accounts' ranges, and an account's own prefix. */
public final class SsccAdmin {
    private static final String EXAMPLE = "send {\"company_prefix\": \"4012345\", \"extension_digit\": \"3\"}";

    private final SsccRangeStore ranges;

    public SsccAdmin(SsccRangeStore ranges) {
        this.ranges = ranges;
    }

    /** {@code GET /admin/sscc-ranges[?account=...]}: 200 {@code {"sscc_ranges": [...]}}. */
    public HttpAnswer list(HttpCall call) {
        Optional<String> account = call.queryParam("account");
        return HttpAnswer.json(
                200,
                Map.of(
                        "sscc_ranges",
                        ranges.all().stream()
                                .filter(range -> account.isEmpty()
                                        || range.accountNumber().equals(account.get()))
                                .map(SsccAdmin::view)
                                .toList()));
    }

    /**
     * {@code PUT /admin/sscc-ranges/{account} {company_prefix, extension_digit?, first_serial?, last_serial?}}: 200 with
     * the range that is active now; 404 for an unknown account, 409 when another range has these numbers, 422 for a
     * value that GS1 does not allow.
     */
    public HttpAnswer set(HttpCall call) {
        String account = call.pathParam("account");
        SsccRangeStore.Change change = ranges.set(account, request(call));
        if (change instanceof SsccRangeStore.Change.Done done) {
            return HttpAnswer.json(200, view(done.range()));
        }
        if (change instanceof SsccRangeStore.Change.Refused refused) {
            throw HttpProblem.of(409, refused.reason());
        }
        throw HttpProblem.of(404, "There is no account " + account + "; ./hub account add makes one.");
    }

    private static SsccRange.Request request(HttpCall call) {
        try {
            JsonNode body = call.json(EXAMPLE);
            return new SsccRange.Request(
                    body.path("extension_digit").asText("0"),
                    body.path("company_prefix").asText(""),
                    serial(body, "first_serial"),
                    serial(body, "last_serial"));
        } catch (IllegalArgumentException e) {
            throw HttpProblem.of(422, e.getMessage() + "; " + EXAMPLE + ".");
        }
    }

    private static @Nullable Long serial(JsonNode body, String name) {
        JsonNode value = body.path(name);
        if (value.isMissingNode() || value.isNull()) {
            return null;
        }
        if (!value.isIntegralNumber() || !value.canConvertToLong()) {
            throw new IllegalArgumentException(name + " is " + value + " but has to be a whole number");
        }
        return value.longValue();
    }

    private static Map<String, Object> view(SsccRange range) {
        Map<String, Object> view = new LinkedHashMap<>();
        view.put("account_number", range.accountNumber());
        view.put("extension_digit", range.prefix().substring(0, 1));
        view.put("company_prefix", range.prefix().substring(1));
        view.put("active", range.active());
        view.put("test", range.test());
        view.put("first_serial", range.firstSerial());
        view.put("last_serial", range.lastSerial());
        view.put("next_serial", range.nextSerial());
        view.put("taken", range.taken());
        view.put("size", range.size());
        view.put("state", range.state().word());
        return view;
    }
}
