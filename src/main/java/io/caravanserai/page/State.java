package io.caravanserai.page;

import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What a reader wants to know first of an event or a shipment; each has a shape of its own on the page. */
enum State {
    WAITING,
    MOVING,
    TO_COLLECT,
    DELIVERED,
    PROBLEM,
    RETURNING,
    CANCELLED;

    /** Handed over, but not to the recipient. */
    private static final Set<String> SHELVES = Set.of("to_depot", "parcel_locker", "pudo_point", "post_office");

    /** By a code of edi-mappings/harmonized/event-codes.csv; one that nobody knows is only news. */
    static State of(String milestone, String code, @Nullable String subCode) {
        return switch (milestone) {
            case "order" -> code.equals("cancelled") ? CANCELLED : WAITING;
            case "collection" -> code.equals("attempt") || code.equals("cancelled") ? PROBLEM : MOVING;
            case "customs" -> Set.of("held", "exception", "special_cases").contains(code) ? PROBLEM : MOVING;
            case "delivery" -> delivery(code, subCode);
            case "post_delivery" ->
                switch (code) {
                    case "refused" -> RETURNING;
                    case "claim" -> PROBLEM;
                    default -> DELIVERED;
                };
            case "return_to_sender", "return_centre" -> RETURNING;
            case "exception" -> PROBLEM;
            default -> MOVING;
        };
    }

    private static State delivery(String code, @Nullable String subCode) {
        if (code.equals("attempt")) {
            return PROBLEM;
        }
        if (code.equals("delivered")) {
            return subCode != null && SHELVES.contains(subCode) ? TO_COLLECT : DELIVERED;
        }
        return MOVING;
    }

    /** The name of its shape and of its style class. */
    String shape() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
