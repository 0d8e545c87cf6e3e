package io.caravanserai.delivery;

import java.net.URI;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A customer's wish to be called.
 *
 * @param id our id of it
 * @param accountNumber the customer
 * @param kind what is sent
 * @param endpoint the address as the customer gave it
 * @param secret signs every message; kept in clear in the store because signing needs it in clear, and never listed or
 *     logged after the answer that created it
 * @param oldSecret the secret before the last rotation, also signing until {@code oldSecretUntil}; null for none
 * @param oldSecretUntil epoch milliseconds
 * @param filter which events
 * @param maxInFlight how many calls may be in flight at once, until their results are durable; null for the hub's default
 * @param tracker where tracker payloads go, null for messages of the hub's own form
 * @param options how it wants to be called
 * @param status whether it is served
 * @param statusReason why it is not, null while it is
 * @param createdAt epoch milliseconds
 */
public record Subscription(
        String id,
        String accountNumber,
        Kind kind,
        String endpoint,
        WebhookSecret secret,
        @Nullable WebhookSecret oldSecret,
        long oldSecretUntil,
        SubscriptionFilter filter,
        @Nullable Integer maxInFlight,
        @Nullable TrackerTarget tracker,
        EndpointOptions options,
        Status status,
        @Nullable String statusReason,
        long createdAt) {

    public Subscription {
        Objects.requireNonNull(id, "subscription: id is required");
        Objects.requireNonNull(endpoint, "subscription: endpoint is required");
    }

    /** What a subscription is about. */
    public enum Kind {
        SHIPMENT,
        TRACKING;

        /** The word in paths and in the store. */
        public String word() {
            return this == SHIPMENT ? "shipment" : "tracking";
        }

        /**
         * @throws IllegalArgumentException for any other word
         */
        public static Kind of(String word) {
            return switch (word) {
                case "shipment" -> SHIPMENT;
                case "tracking" -> TRACKING;
                default -> throw new IllegalArgumentException("no kind of subscription: " + word);
            };
        }
    }

    /** Life of a subscription. */
    public enum Status {
        ACTIVE,
        /** The endpoint is gone or failed for too long: nothing is sent until the customer enables it again. */
        DISABLED,
        DELETED;

        /** The word in answers and in the store. */
        public String word() {
            return switch (this) {
                case ACTIVE -> "active";
                case DISABLED -> "disabled";
                case DELETED -> "deleted";
            };
        }

        static Status of(String word) {
            return switch (word) {
                case "active" -> ACTIVE;
                case "disabled" -> DISABLED;
                case "deleted" -> DELETED;
                default -> throw new IllegalArgumentException("no status of a subscription: " + word);
            };
        }
    }

    /** Where messages go: an endpoint without a path gets that of its kind, or of its format. */
    public URI target() {
        URI uri = URI.create(endpoint);
        String path = uri.getRawPath();
        if (path != null && !path.isEmpty() && !path.equals("/")) {
            return uri;
        }
        String query = uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery();
        return URI.create(uri.getScheme() + "://" + uri.getRawAuthority() + usualPath() + query);
    }

    private String usualPath() {
        return tracker == null ? "/webhook/" + kind.word() : TrackerTarget.PATH;
    }

    /** What it is, for operators: paths and queries of endpoints may hold secrets. */
    String called() {
        return "the endpoint at " + target().getHost() + " (account " + accountNumber + ", " + kind.word() + ")";
    }

    /** The secrets that sign at a moment, the newest first. */
    public List<WebhookSecret> secretsAt(long epochMillis) {
        return oldSecret != null && epochMillis < oldSecretUntil ? List.of(secret, oldSecret) : List.of(secret);
    }
}
