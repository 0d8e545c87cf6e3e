package io.caravanserai.admin;

import io.caravanserai.event.Json;
import io.caravanserai.event.TrackingEvent;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Where a kept event came from. */
final class Samples {
    private Samples() {}

    static TrackingEvent.@Nullable Origin origin(@Nullable String envelope) {
        return envelope == null
                ? null
                : Json.read(envelope.getBytes(StandardCharsets.UTF_8), TrackingEvent.class)
                        .origin();
    }
}
