package io.caravanserai.harmonize;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.caravanserai.event.Json;
import io.caravanserai.event.TrackingEvent;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;

/** The written form of a sample's result: what {@code hub try --json} prints and what *.expected.json files hold. */
public final class SampleLines {
    private SampleLines() {}

    /** {@code {"carrier_tracking_id":…, "event":{…}}}. */
    public static ObjectNode line(TrackingEvent event) {
        ObjectNode line = Json.mapper().createObjectNode();
        line.put("carrier_tracking_id", event.carrierTrackingId());
        line.set("event", Json.mapper().valueToTree(event.event()));
        return line;
    }

    /** The lines of all events without what changes from run to run; faults and warnings as lines of their own. */
    public static String expected(Harmonized result) {
        StringBuilder text = new StringBuilder();
        for (TrackingEvent event : result.events()) {
            ObjectNode line = line(event);
            if (line.at("/event/event_time") instanceof ObjectNode time) {
                time.remove("created_utc");
            }
            text.append(line).append('\n');
        }
        for (Warning warning : result.warnings()) {
            text.append(Json.text(new TreeMap<>(Map.of("warning", warning.kind().name(), "place", warning.place()))))
                    .append('\n');
        }
        for (Fault fault : result.faults()) {
            text.append(Json.text(new TreeMap<>(Map.of("fault", fault.stage(), "place", fault.place()))))
                    .append('\n');
        }
        return text.toString();
    }

    /** The number that an answer which does not repeat it is taken to be about: the file's name up to the first dot. */
    public static String askedNumber(Path sample) {
        return String.valueOf(sample.getFileName()).split("\\.", 2)[0];
    }

    /** {@code x.edi} has its expectation in {@code x.expected.json}. */
    public static Path expectedFile(Path sample) {
        String name = String.valueOf(sample.getFileName());
        int dot = name.lastIndexOf('.');
        return sample.resolveSibling((dot < 0 ? name : name.substring(0, dot)) + ".expected.json");
    }
}
