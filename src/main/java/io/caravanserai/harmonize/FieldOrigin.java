package io.caravanserai.harmonize;

import io.caravanserai.event.TrackingEvent;
import io.caravanserai.event.TrackingEvent.Address;
import io.caravanserai.event.TrackingEvent.Event;
import io.caravanserai.event.TrackingEvent.Geo;
import io.caravanserai.event.TrackingEvent.LocationCoding;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Where one field of an event comes from.
 *
 * @param field key of the mapping's {@code event}, those of the place as {@code location.city}
 * @param value what it gave
 * @param line line of the mapping file on which that key's expression stands
 */
public record FieldOrigin(String field, String value, int line) {

    /** The fields that have a value, in the order in which a mapping is usually written. */
    static List<FieldOrigin> of(TrackingEvent made, Map<String, Integer> lines) {
        Event event = made.event();
        Fields fields = new Fields(lines, new ArrayList<>());
        fields.add("tracking_number", made.carrierTrackingId());
        fields.add("references", String.join(", ", made.carrierReferences()));
        fields.add(
                "code",
                joined(
                        "/",
                        event.codes().carrier().code(),
                        event.codes().carrier().subCode()));
        fields.add("text", event.codes().carrier().freetextDetail());
        fields.add("time", event.eventTime().carrierUtc() + " (" + event.timeBasis() + ")");
        place(fields, event);
        fields.add("eta", event.eta());
        fields.add(
                "signed_by",
                event.other().deliveryConfirmation() == null
                        ? null
                        : event.other().deliveryConfirmation().signedBy());
        // a reason that the code's row gives is told by the row
        fields.add(lines.containsKey("reason") ? "reason" : "reason_code", event.reason());
        fields.add("condition", event.other().condition());
        fields.add("weight_dims", event.other().carrierWeightDims());
        fields.add(
                "carrier_meta_data",
                event.carrierMetaData().stream()
                        .map(data -> data.key() + "=" + data.value())
                        .collect(Collectors.joining(", ")));
        return List.copyOf(fields.found);
    }

    private static void place(Fields fields, Event event) {
        LocationCoding coding = event.location().carrierLocationCoding();
        if (coding != null) {
            fields.add("location.code", coding.code());
            fields.add("location.name", coding.description());
            fields.add("location.type", coding.type());
        }
        Address address = event.location().address();
        if (address != null) {
            fields.add("location.street", address.street());
            fields.add("location.city", address.city());
            fields.add("location.state", address.state());
            fields.add("location.postal_code", address.postalCode());
            fields.add("location.country", address.isoCountry());
        }
        Geo geo = event.location().geo();
        if (geo != null) {
            fields.add("location.lat", String.valueOf(geo.lat()));
            fields.add("location.lng", String.valueOf(geo.lng()));
        }
    }

    private static String joined(String separator, @Nullable String... parts) {
        return Stream.of(parts).filter(Objects::nonNull).collect(Collectors.joining(separator));
    }

    /** Fields found so far. */
    private record Fields(Map<String, Integer> lines, List<FieldOrigin> found) {
        void add(String field, @Nullable String value) {
            Integer line = lines.get(field);
            if (line != null && value != null && !value.isEmpty()) {
                found.add(new FieldOrigin(field, value, line));
            }
        }
    }
}
