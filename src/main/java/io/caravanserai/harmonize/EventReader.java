package io.caravanserai.harmonize;

import io.caravanserai.event.InboundMessage;
import io.caravanserai.event.TrackingEvent;
import io.caravanserai.event.TrackingEvent.Address;
import io.caravanserai.event.TrackingEvent.Codes;
import io.caravanserai.event.TrackingEvent.DeliveryConfirmation;
import io.caravanserai.event.TrackingEvent.MetaData;
import io.caravanserai.event.TrackingEvent.Other;
import io.caravanserai.mapping.Expression;
import io.caravanserai.mapping.Scope;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Makes one event of one place in a document. */
final class EventReader {
    private static final int MAX_SHOWN = 60;

    private final MappingLibrary library;
    private final CarrierMapping carrier;
    private final DocumentMap document;
    private final EventFields fields;
    private final InboundMessage message;
    private final String createdUtc;
    private final PlaceReader places;
    private final String mappingLine;

    EventReader(
            MappingLibrary library,
            CarrierMapping carrier,
            DocumentMap document,
            EventFields fields,
            InboundMessage message,
            String createdUtc) {
        this.library = library;
        this.carrier = carrier;
        this.document = document;
        this.fields = fields;
        this.message = message;
        this.createdUtc = createdUtc;
        this.places = new PlaceReader(fields.place(), library.countries());
        this.mappingLine = carrier.mappingFile() + ":" + fields.line();
    }

    /** An event cannot be made of this place. */
    static final class Unreadable extends Exception {
        private static final long serialVersionUID = 1L;

        Unreadable(String message) {
            super(message);
        }
    }

    /** @param place where the event stands, for warnings */
    <N> TrackingEvent read(Scope<N> scope, Supplier<String> place, List<Warning> warnings) throws Unreadable {
        String told = fields.trackingNumber().value(scope);
        String number = told == null && document.numberAsked() ? asked() : told;
        if (number == null) {
            throw new Unreadable("no tracking number: nothing at " + at("tracking_number"));
        }
        List<String> key = codeKey(scope);
        TrackingEvent.Location where = places.read(scope);
        Moment moment = moment(scope, where.address(), place, warnings);
        String joined = key.size() == 1 ? key.get(0) : String.join("/", key);
        CodeRow row = translate(key, joined, place, warnings);
        EventCode code = row == null ? library.codes().unmapped() : row.code();
        String subCode = key.size() > 1 ? joined.substring(key.get(0).length() + 1) : null;
        String text = value(fields.text(), scope);
        long second = moment.time().toEpochSecond();
        int nano = moment.time().getNano();
        String id = EventId.of(carrier.carrier(), number, joined, second, nano, where);
        long instant = second * 1000 + nano / 1_000_000;
        return new TrackingEvent(
                TrackingEvent.VERSION,
                carrier.carrier(),
                number,
                references(scope, number),
                code.rank(),
                code.terminal(),
                instant,
                message.receivedUtc(),
                new TrackingEvent.Origin(message.id(), message.source(), mappingLine, row == null ? null : row.place()),
                new TrackingEvent.Event(
                        id,
                        metaData(scope, moment),
                        new TrackingEvent.EventTime(createdUtc, moment.iso()),
                        new Codes(
                                new Codes.Gluey(code.milestone(), code.code(), code.subCode(), text),
                                new Codes.Carrier(key.get(0), subCode, text)),
                        where,
                        eta(scope, where.address(), place, warnings),
                        other(scope),
                        reason(scope, row),
                        moment.basis().label(),
                        false,
                        null));
    }

    /** The number of a call that asked about one alone; of a call about several the key is the message's id. */
    private @Nullable String asked() {
        return message.source().kind().equals("poll") && !message.key().equals(message.id()) ? message.key() : null;
    }

    private String at(String field) {
        return field + " of document '" + document.name() + "' (" + mappingLine + ")";
    }

    /** The parts of the code key; a part that is missing inside is empty, at the end it is left out. */
    private <N> List<String> codeKey(Scope<N> scope) throws Unreadable {
        List<Expression> parts = fields.code();
        List<String> key = new ArrayList<>(parts.size());
        for (int i = 0; i < parts.size(); i++) {
            String value = parts.get(i).value(scope);
            key.add(value == null ? "" : value);
        }
        while (!key.isEmpty() && key.get(key.size() - 1).isEmpty()) {
            key.remove(key.size() - 1);
        }
        if (key.isEmpty()) {
            throw new Unreadable("no code: nothing at " + at("code"));
        }
        return key;
    }

    private <N> Moment moment(Scope<N> scope, @Nullable Address address, Supplier<String> place, List<Warning> warnings)
            throws Unreadable {
        String unread = null;
        List<TimeRule> rules = fields.times();
        for (int i = 0; i < rules.size(); i++) {
            TimeRule rule = rules.get(i);
            String text = rule.text(scope);
            if (text == null) {
                continue;
            }
            Moment moment = rule.resolve(text, scope, address, library.zones());
            if (moment == null) {
                unread = text;
                continue;
            }
            if (unread != null) {
                warnings.add(new Warning(
                        Warning.Kind.TIME,
                        place.get(),
                        "the time '" + shown(unread)
                                + "' is not written as the mapping says; a later alternative counts"));
            }
            String warning = moment.warning();
            if (warning != null) {
                warnings.add(new Warning(Warning.Kind.TIME, place.get(), warning));
            }
            return moment;
        }
        throw new Unreadable(
                unread == null
                        ? "no time: nothing at " + at("time")
                        : "the time '" + shown(unread) + "' is not written as the mapping says: see " + at("time"));
    }

    private @Nullable CodeRow translate(
            List<String> key, String joined, Supplier<String> place, List<Warning> warnings) {
        if (document.hubCodes()) {
            EventCode own = library.codes().find(joined).orElse(null);
            if (own == null) {
                warnings.add(new Warning(
                        Warning.Kind.UNMAPPED,
                        place.get(),
                        "'" + shown(joined) + "' is none of the hub's codes"
                                + library.codes().hint(joined)));
            }
            return own == null ? null : new CodeRow("hub", 0, own, null, "");
        }
        CodeRow row = carrier.codes().find(document.name(), key, joined);
        if (row == null) {
            warnings.add(new Warning(
                    Warning.Kind.UNMAPPED,
                    place.get(),
                    "carrier code '" + shown(joined) + "' has no row: add one to " + carrier.codesFile()
                            + ", starting with ," + shown(joined) + ","));
        }
        return row;
    }

    private <N> List<String> references(Scope<N> scope, String number) {
        List<Expression> references = fields.references();
        List<String> all = new ArrayList<>();
        for (int i = 0; i < references.size(); i++) {
            references.get(i).values(scope, all);
        }
        if (all.isEmpty() || (all.size() == 1 && all.get(0).equals(number))) {
            return List.of();
        }
        if (all.size() == 1) {
            return all;
        }
        Set<String> distinct = new LinkedHashSet<>(all);
        distinct.remove(number);
        return List.copyOf(distinct);
    }

    private <N> List<MetaData> metaData(Scope<N> scope, Moment moment) {
        if (fields.metaData().isEmpty() && !moment.dateOnly()) {
            return List.of();
        }
        List<MetaData> data = new ArrayList<>();
        fields.metaData().forEach((key, expression) -> {
            String value = expression.value(scope);
            if (value != null) {
                data.add(new MetaData(key, value));
            }
        });
        if (moment.dateOnly()) {
            data.add(new MetaData("time_precision", "date"));
        }
        return data;
    }

    private <N> @Nullable String eta(
            Scope<N> scope, @Nullable Address address, Supplier<String> place, List<Warning> warnings) {
        for (TimeRule rule : fields.eta()) {
            String text = rule.text(scope);
            if (text == null) {
                continue;
            }
            Moment moment = rule.resolve(text, scope, address, library.zones());
            if (moment == null) {
                warnings.add(new Warning(
                        Warning.Kind.VALUE, place.get(), "eta '" + shown(text) + "' is no time and is left out"));
                return null;
            }
            if (moment.dateOnly()) {
                return moment.time().toLocalDate().toString();
            }
            return moment.basis() == TimeBasis.UNKNOWN
                    ? moment.time().toLocalDateTime().toString()
                    : moment.iso();
        }
        return null;
    }

    private <N> Other other(Scope<N> scope) {
        String signedBy = value(fields.signedBy(), scope);
        String condition = value(fields.condition(), scope);
        String dims = value(fields.weightDims(), scope);
        return signedBy == null && condition == null && dims == null
                ? Other.NONE
                : new Other(condition, dims, signedBy == null ? null : new DeliveryConfirmation(signedBy));
    }

    /** The row's reason, else the reason code's, else the carrier's own words. */
    private <N> @Nullable String reason(Scope<N> scope, @Nullable CodeRow row) {
        if (row != null && row.reason() != null) {
            return row.reason();
        }
        String code = value(fields.reasonCode(), scope);
        Optional<String> known = Optional.ofNullable(code).flatMap(carrier.reasons()::find);
        if (known.isPresent()) {
            return known.get();
        }
        String words = value(fields.reason(), scope);
        return words != null ? words : code;
    }

    private static <N> @Nullable String value(@Nullable Expression expression, Scope<N> scope) {
        return expression == null ? null : expression.value(scope);
    }

    /** A value short and printable enough for a message. */
    private static String shown(String value) {
        String cut = value.length() > MAX_SHOWN ? value.substring(0, MAX_SHOWN) + "..." : value;
        return cut.replaceAll("\\p{Cntrl}", "?");
    }
}
