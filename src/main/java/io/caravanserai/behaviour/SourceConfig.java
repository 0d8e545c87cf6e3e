package io.caravanserai.behaviour;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * How a source is served; everything has a default.
 *
 * @param staticProfile whether the profile that it names always counts, for callers that know their customers
 * @param allowedOrigins web sites whose browsers may call, such as {@code https://shop.example}; none for all
 * @param maxBody bytes of a payload
 * @param rate payloads a second, twice as many in a burst
 * @param bots what becomes of events of robots
 * @param requiresConsent whether a payload must say that the visitor agreed: {@code context.consent: true}
 * @param schemas JSON Schema of the properties by event type
 * @param onInvalid what becomes of events that do not fit their schema
 */
public record SourceConfig(
        @JsonProperty("static_profile_id") boolean staticProfile,
        @JsonProperty("allowed_origins") List<String> allowedOrigins,
        @JsonProperty("max_body") int maxBody,
        @JsonProperty("rate") int rate,
        @JsonProperty("bots") Bots bots,
        @JsonProperty("requires_consent") boolean requiresConsent,
        @JsonProperty("schemas") Map<String, JsonNode> schemas,
        @JsonProperty("on_invalid") OnInvalid onInvalid) {
    /** What a source is that says nothing. */
    public static final SourceConfig DEFAULT = new SourceConfig(false, null, 0, 0, null, false, null, null);

    private static final Pattern ORIGIN = Pattern.compile("https?://[^/?#@\\s]+|null");
    private static final int MAX_BODY = 1 << 20;
    private static final int RATE = 1000;

    public SourceConfig(
            boolean staticProfile,
            @Nullable List<String> allowedOrigins,
            int maxBody,
            int rate,
            @Nullable Bots bots,
            boolean requiresConsent,
            @Nullable Map<String, JsonNode> schemas,
            @Nullable OnInvalid onInvalid) {
        this.staticProfile = staticProfile;
        this.allowedOrigins = allowedOrigins == null
                ? List.of()
                : allowedOrigins.stream().map(SourceConfig::origin).toList();
        this.maxBody = maxBody == 0 ? MAX_BODY : maxBody;
        this.rate = rate == 0 ? RATE : rate;
        this.bots = Objects.requireNonNullElse(bots, Bots.ALLOW);
        this.requiresConsent = requiresConsent;
        this.schemas = schemas == null ? Map.of() : Map.copyOf(schemas);
        this.onInvalid = Objects.requireNonNullElse(onInvalid, OnInvalid.MARK);
        if (this.maxBody < 1 || this.rate < 1) {
            throw new IllegalArgumentException("max_body and rate are at least 1");
        }
    }

    /** As browsers write it (RFC 6454, section 6.2). */
    private static String origin(@Nullable String written) {
        String origin =
                written == null ? "" : written.strip().toLowerCase(Locale.ROOT).replaceFirst("/$", "");
        if (!ORIGIN.matcher(origin).matches()) {
            throw new IllegalArgumentException(
                    "allowed_origins has '" + written + "' but wants web sites such as https://shop.example");
        }
        return origin;
    }

    /** What becomes of events whose caller names itself as a robot. */
    public enum Bots {
        @JsonProperty("allow")
        ALLOW,
        @JsonProperty("mark")
        MARK,
        @JsonProperty("drop")
        DROP
    }

    /** What becomes of events that do not fit their schema. */
    public enum OnInvalid {
        /** The payload is answered 422 and nothing of it is kept. */
        @JsonProperty("reject")
        REJECT,
        /** It is kept as invalid, and the answer says so. */
        @JsonProperty("mark")
        MARK
    }
}
