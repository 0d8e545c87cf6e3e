package io.caravanserai.delivery;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.caravanserai.fuzz.FuzzTarget;
import io.caravanserai.http.HttpProblem;
import java.util.List;
import java.util.Set;

/** What customers say about their webhooks: subscriptions and transformations. */
public final class DeliveryTargets {
    private static final String WISH =
            """
            {"endpoint":"https://shop.example/hook?a=1","secret":"whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw","max_in_flight":4,
             "filter":{"carrier_ids":["ups"],"milestones":["delivered"],"body":[{"path":"/event/codes","in":["a",1,true]}]},
             "headers":{"X-A":"b"},"transform":"{\\"a\\": .[0].b}"}""";
    private static final String NESTED = "{\"a\":".repeat(200) + "1" + "}".repeat(200);
    private static final String SCRIPT =
            """
            let a = [for (.[0].list) string(.) + "x" if (. != null)]
            {"id": .[0].shipment_id, "n": size($a) * 2, "t": if (test(.x, "^a+$")) capture(.x, "(?<y>b)") else null,
             * : . - {"a": 1}, "u": format-time(1.5e3, "yyyy")}""";

    private DeliveryTargets() {}

    public static List<FuzzTarget> all() {
        return List.of(
                new FuzzTarget("subscription", 4, List.of(WISH.getBytes(UTF_8), NESTED.getBytes(UTF_8)), input -> {
                    try {
                        SubscriptionRequest.parse(input, Subscription.Kind.TRACKING, Set.of("delivered"));
                        return true;
                    } catch (HttpProblem refused) {
                        return false;
                    }
                }),
                new FuzzTarget("jslt", 4, List.of(SCRIPT.getBytes(UTF_8)), input -> {
                    try {
                        PayloadTransform.compile(new String(input, UTF_8));
                        return true;
                    } catch (IllegalArgumentException refused) {
                        return false;
                    }
                }));
    }
}
