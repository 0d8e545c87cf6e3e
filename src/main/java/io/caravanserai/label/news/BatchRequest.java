package io.caravanserai.label.news;

import com.fasterxml.jackson.databind.JsonNode;
import io.caravanserai.account.CustomerRequest;
import io.caravanserai.http.HttpAnswer.FieldFault;
import io.caravanserai.label.model.LabelSize;
import io.caravanserai.label.render.LabelFormat;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A checked body of {@code POST /label-batches}: shipments by id, by uuid_ref, or those of a carrier on a day.
 *
 * @param deadline milliseconds since 1970; null for the hub's default
 */
record BatchRequest(
        Set<String> shipmentIds,
        Set<String> uuidRefs,
        @Nullable Day day,
        LabelFormat format,
        LabelSize size,
        @Nullable Long deadline,
        @Nullable String name) {
    /** More are several batches: one document is printed at a time, and drawn in memory. */
    static final int MOST_SHIPMENTS = 2_000;

    private static final int LONGEST_NAME = 100;

    /** The shipments that were made with a carrier on a day. */
    record Day(String carrierId, LocalDate date, ZoneId zone) {
        long from() {
            return date.atStartOfDay(zone).toInstant().toEpochMilli();
        }

        long until() {
            return date.plusDays(1).atStartOfDay(zone).toInstant().toEpochMilli();
        }
    }

    /**
     * @throws io.caravanserai.http.HttpProblem 422 naming every bad field
     */
    static BatchRequest parse(JsonNode body) {
        Faults faults = new Faults();
        boolean byDay = body.has("carrier_id") || body.has("date");
        int ways = (body.has("shipment_ids") ? 1 : 0) + (body.has("uuid_refs") ? 1 : 0) + (byDay ? 1 : 0);
        if (ways != 1) {
            faults.add("", "give either shipment_ids, or uuid_refs, or carrier_id and date");
        }
        BatchRequest request = new BatchRequest(
                texts(body, "shipment_ids", faults),
                texts(body, "uuid_refs", faults),
                byDay ? day(body, faults) : null,
                faults.value(body, "format", text -> LabelFormat.of(text).orElseThrow(() -> oneOf(LabelFormat.CODES)))
                        .orElse(LabelFormat.PDF),
                faults.value(body, "size", text -> LabelSize.of(text).orElseThrow(() -> oneOf(LabelSize.CODES)))
                        .orElse(LabelSize.FOUR_BY_SIX),
                faults.value(body, "deadline", BatchRequest::moment).orElse(null),
                faults.value(body, "name", BatchRequest::name).orElse(null));
        faults.throwIfAny();
        return request;
    }

    private static Set<String> texts(JsonNode body, String field, Faults faults) {
        JsonNode list = body.path(field);
        Set<String> texts = new LinkedHashSet<>();
        if (list.isMissingNode()) {
            return texts;
        }
        if (!list.isArray() || list.isEmpty() || list.size() > MOST_SHIPMENTS) {
            faults.add(field, "must be a list of 1 to " + MOST_SHIPMENTS + " strings");
            return texts;
        }
        for (int i = 0; i < list.size(); i++) {
            if (list.path(i).isTextual()) {
                texts.add(list.path(i).textValue());
            } else {
                faults.add(field + "[" + i + "]", "must be a string");
            }
        }
        return texts;
    }

    private static @Nullable Day day(JsonNode body, Faults faults) {
        Optional<String> carrier = faults.value(body, "carrier_id", text -> text);
        Optional<LocalDate> date = faults.value(body, "date", BatchRequest::date);
        Optional<ZoneId> zone = faults.value(body, "zone", BatchRequest::zone);
        for (String field : List.of("carrier_id", "date")) {
            if (!body.has(field)) {
                faults.add(field, "is missing: a manifest is of one carrier and one day");
            }
        }
        return carrier.isPresent() && date.isPresent()
                ? new Day(carrier.get(), date.get(), zone.orElse(ZoneId.of("UTC")))
                : null;
    }

    private static LocalDate date(String text) {
        try {
            return LocalDate.parse(text);
        } catch (DateTimeException e) {
            throw new IllegalArgumentException("must be a day such as 2026-03-01", e);
        }
    }

    private static ZoneId zone(String text) {
        try {
            return ZoneId.of(text);
        } catch (DateTimeException e) {
            throw new IllegalArgumentException("must be a time zone such as Europe/Berlin", e);
        }
    }

    private static Long moment(String text) {
        try {
            return OffsetDateTime.parse(text).toInstant().toEpochMilli();
        } catch (DateTimeException e) {
            throw new IllegalArgumentException("must be a time with offset such as 2026-03-01T17:30:00+01:00", e);
        }
    }

    private static String name(String text) {
        if (text.isBlank() || text.length() > LONGEST_NAME) {
            throw new IllegalArgumentException("must have 1 to " + LONGEST_NAME + " characters");
        }
        return text;
    }

    private static IllegalArgumentException oneOf(List<String> codes) {
        return new IllegalArgumentException("must be one of " + String.join(", ", codes));
    }

    /** What is wrong, field by field. */
    private static final class Faults {
        private final List<FieldFault> faults = new ArrayList<>();

        void add(String field, String message) {
            String path = field.isEmpty() ? "$" : "$." + field;
            List<Object> loc = field.isEmpty() ? List.of("body") : List.of("body", field);
            faults.add(new FieldFault("value", loc, path, message));
        }

        /** A field that may be absent; the message of what reads it says what would be right. */
        <T> Optional<T> value(JsonNode body, String field, Function<String, T> read) {
            JsonNode node = body.path(field);
            if (node.isMissingNode() || node.isNull()) {
                return Optional.empty();
            }
            try {
                if (node.isTextual()) {
                    return Optional.of(read.apply(node.textValue()));
                }
                add(field, "must be a string");
            } catch (IllegalArgumentException e) {
                add(field, String.valueOf(e.getMessage()));
            }
            return Optional.empty();
        }

        void throwIfAny() {
            if (!faults.isEmpty()) {
                throw CustomerRequest.faults(faults);
            }
        }
    }
}
