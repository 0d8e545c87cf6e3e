package io.caravanserai.tracking;

import io.caravanserai.event.InboundMessage;
import io.caravanserai.event.TrackingEvent;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Harmonized events for tests, by hub code. */
public final class Events {
    /** 2026-11-20T08:00:00Z, the time of {@code hour} 0. */
    public static final long START = Instant.parse("2026-11-20T08:00:00Z").toEpochMilli();

    private static final Map<String, Integer> RANKS = Map.ofEntries(
            Map.entry("order/created", 10),
            Map.entry("collection/collected", 22),
            Map.entry("in_transit/carrier_network", 30),
            Map.entry("delivery/out_for_delivery", 50),
            Map.entry("delivery/notification", 0),
            Map.entry("delivery/delivered", 90),
            Map.entry("post_delivery/proof", 91),
            Map.entry("post_delivery/claim", 0),
            Map.entry("return_to_sender/initiated", 70),
            Map.entry("return_to_sender/delivered", 92),
            Map.entry("exception/delay", 0),
            Map.entry("other/unmapped", 0));

    private Events() {}

    /** An event of carrier acme, so many hours after {@link #START}. */
    public static TrackingEvent event(String number, String code, int hour) {
        return event(number + "-" + code + "-" + hour, number, code, hour, List.of(), null);
    }

    public static TrackingEvent event(
            String id, String number, String code, int hour, List<String> references, @Nullable String replaces) {
        int slash = code.indexOf('/');
        int rank = RANKS.getOrDefault(code, 0);
        long at = START + hour * 3_600_000L;
        String iso = Instant.ofEpochMilli(at).toString();
        return new TrackingEvent(
                TrackingEvent.VERSION,
                "acme",
                number,
                references,
                rank,
                rank >= 90,
                at,
                iso,
                new TrackingEvent.Origin(
                        "m1", new InboundMessage.Source("webhook", "r1", 0, 0), "acme/tracking.map.yaml:1", null),
                new TrackingEvent.Event(
                        id,
                        List.of(),
                        new TrackingEvent.EventTime(iso, iso),
                        new TrackingEvent.Codes(
                                new TrackingEvent.Codes.Gluey(
                                        code.substring(0, slash), code.substring(slash + 1), null, null),
                                new TrackingEvent.Codes.Carrier("C-" + code, null, "as the carrier says")),
                        TrackingEvent.Location.UNKNOWN,
                        null,
                        TrackingEvent.Other.NONE,
                        null,
                        "offset",
                        false,
                        replaces));
    }
}
