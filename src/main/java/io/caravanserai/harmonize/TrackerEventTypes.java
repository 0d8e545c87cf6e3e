package io.caravanserai.harmonize;

import io.caravanserai.event.ByEventCode;
import io.caravanserai.event.TrackingEvent.Codes.Gluey;
import io.caravanserai.mapping.CsvFile;
import io.caravanserai.mapping.MappingException;
import io.caravanserai.mapping.Problems;
import io.caravanserai.mapping.Suggest;
import java.nio.file.Path;
import java.util.List;

/** The hub's event codes as types of events about orders, by which Tracardi servers know them. */
public final class TrackerEventTypes {
    /** The types there are. */
    static final List<String> TYPES = List.of(
            "order-waiting-for-dispatch",
            "order-dispatched",
            "order-dispatch-in-transit",
            "order-awaiting-pickup",
            "order-delivered",
            "shipment-exception");

    private static final List<String> COLUMNS = List.of("milestone", "code", "sub_code", "type", "status");

    private final ByEventCode<TrackerEventType> types;
    private final TrackerEventType unmapped;

    private TrackerEventTypes(ByEventCode<TrackerEventType> types, TrackerEventType unmapped) {
        this.types = types;
        this.unmapped = unmapped;
    }

    /**
     * Reads edi-mappings/harmonized/tracker-event-types.csv.
     *
     * @param codes each of them must have a type
     * @throws MappingException naming every faulty line, and the last one for each code without a type
     */
    public static TrackerEventTypes load(Path file, EventCodes codes) throws MappingException {
        Problems problems = new Problems(file.toString());
        ByEventCode<TrackerEventType> types = new ByEventCode<>();
        int last = 0;
        for (CsvFile.Line line : CsvFile.read(file, COLUMNS, COLUMNS, problems).lines()) {
            add(types, line, codes, problems);
            last = line.number();
        }
        for (EventCode code : codes.all()) {
            if (types.find(code.milestone(), code.code(), code.subCode()).isEmpty()) {
                problems.add(last, "the code " + code.key() + " has no type; add a row for it or for its milestone");
            }
        }
        problems.throwIfAny();
        EventCode unknown = codes.unmapped();
        return new TrackerEventTypes(
                types,
                types.find(unknown.milestone(), unknown.code(), unknown.subCode())
                        .orElseThrow());
    }

    private static void add(
            ByEventCode<TrackerEventType> types, CsvFile.Line line, EventCodes codes, Problems problems) {
        String milestone = line.get("milestone");
        String code = line.get("code");
        String subCode = line.get("sub_code");
        String type = line.get("type");
        if (!TYPES.contains(type)) {
            problems.add(line.number(), "there is no type '" + type + "'" + Suggest.hint(type, TYPES));
        }
        if (line.get("status").isEmpty()) {
            problems.add(line.number(), "a status of the order is required, such as that of a row with the same type");
        }
        String prefix = milestone + "/" + (code.isEmpty() ? "" : code + "/") + (subCode.isEmpty() ? "" : subCode + "/");
        if (codes.all().stream().noneMatch(known -> (known.key() + "/").startsWith(prefix))) {
            String key = prefix.substring(0, prefix.length() - 1);
            problems.add(line.number(), "there is no code '" + key + "'" + codes.hint(key));
        }
        try {
            if (!types.put(milestone, code, subCode, new TrackerEventType(type, line.get("status")))) {
                problems.add(line.number(), "this code has a row already; remove one");
            }
        } catch (IllegalArgumentException e) {
            problems.add(line.number(), String.valueOf(e.getMessage()));
        }
    }

    /** The type of an event; one whose code is in the list no more counts as unmapped. */
    public TrackerEventType of(Gluey code) {
        return types.find(code.milestone(), code.code(), code.subCode()).orElse(unmapped);
    }
}
