package io.caravanserai.delivery;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A subscription in answers. */
final class SubscriptionView {
    private SubscriptionView() {}

    /** As it is listed: without secrets. */
    static Map<String, @Nullable Object> of(Subscription subscription) {
        EndpointOptions options = subscription.options();
        TlsOptions tls = options.tls();
        TokenGrant oauth = options.oauth();
        Map<String, @Nullable Object> view = new LinkedHashMap<>();
        view.put("id", subscription.id());
        view.put("endpoint", subscription.endpoint());
        view.put("target", subscription.target().toString());
        view.put("format", TrackerTarget.format(subscription.tracker()));
        view.put("tracker", subscription.tracker());
        view.put("filter", subscription.filter());
        view.put("max_in_flight", subscription.maxInFlight());
        view.put("max_per_second", options.maxPerSecond());
        view.put("headers", options.headers().keySet().stream().sorted().toList());
        view.put("tls", tls == null ? null : tls.view());
        view.put("oauth", oauth == null ? null : oauth.view());
        view.put("transform", options.transform());
        view.put("public_key", publicKey(options));
        view.put("status", subscription.status().word());
        view.put("status_reason", subscription.statusReason());
        view.put("created_utc", Instant.ofEpochMilli(subscription.createdAt()).toString());
        return view;
    }

    /** As it is shown once, to who made it. */
    static Map<String, @Nullable Object> withSecret(Subscription subscription) {
        Map<String, @Nullable Object> answer = new LinkedHashMap<>();
        answer.put("id", subscription.id());
        answer.put("endpoint", subscription.endpoint());
        answer.put("secret", subscription.secret().text());
        String publicKey = publicKey(subscription.options());
        if (publicKey != null) {
            answer.put("public_key", publicKey);
        }
        return answer;
    }

    private static @Nullable String publicKey(EndpointOptions options) {
        WebhookKeyPair signing = options.signing();
        return signing == null ? null : signing.publicKey();
    }
}
