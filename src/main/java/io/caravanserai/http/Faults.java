package io.caravanserai.http;

import io.caravanserai.http.HttpAnswer.FieldFault;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Names bad fields of a body in both forms that answers use. */
public final class Faults {
    private Faults() {}

    /** @param loc names and indexes from the body inwards, without {@code body} itself */
    public static FieldFault at(List<Object> loc, String type, String message) {
        List<Object> full = new ArrayList<>();
        full.add("body");
        full.addAll(loc);
        return new FieldFault(type, full, path(loc), message);
    }

    /** A place in a body as JSON path, such as {@code $.shipment.parcels[0].weight}. */
    public static String path(List<Object> loc) {
        StringBuilder path = new StringBuilder("$");
        for (Object part : loc) {
            if (part instanceof Integer index) {
                path.append('[').append(index).append(']');
            } else {
                path.append('.').append(part);
            }
        }
        return path.toString();
    }

    /** A place in a body: names and indexes from the body inwards. */
    public static List<Object> loc(Object... parts) {
        return List.of(parts);
    }

    /** A place inside another. */
    public static List<Object> within(List<Object> loc, Object... more) {
        return Stream.concat(loc.stream(), Stream.of(more)).toList();
    }
}
