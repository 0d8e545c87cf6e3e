package io.caravanserai.shipment;

import io.caravanserai.http.HttpAnswer.FieldFault;
import java.util.ArrayList;
import java.util.List;

/** Names bad fields of a body in both forms that answers use. */
final class Faults {
    private Faults() {}

    /** @param loc names and indexes from the body inwards, without {@code body} itself */
    static FieldFault at(List<Object> loc, String type, String message) {
        StringBuilder path = new StringBuilder("$");
        for (Object part : loc) {
            if (part instanceof Integer index) {
                path.append('[').append(index).append(']');
            } else {
                path.append('.').append(part);
            }
        }
        List<Object> full = new ArrayList<>();
        full.add("body");
        full.addAll(loc);
        return new FieldFault(type, full, path.toString(), message);
    }

    static List<Object> loc(Object... parts) {
        return List.of(parts);
    }
}
