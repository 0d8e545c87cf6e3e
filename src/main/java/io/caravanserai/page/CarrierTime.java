package io.caravanserai.page;

import io.caravanserai.event.TrackingEvent;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.time.format.FormatStyle;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * A moment as the carrier told it, in local time.
 *
 * @param time empty when only the day is known
 * @param offset empty when it is not known, or no more than assumed: then none is shown
 */
record CarrierTime(LocalDate date, Optional<LocalTime> time, Optional<ZoneOffset> offset) {
    private static final Set<String> KNOWN_OFFSET = Set.of("offset", "zone");
    private static final DateTimeFormatter MINUTES = DateTimeFormatter.ofPattern("HH:mm", Locale.ROOT);
    private static final DateTimeFormatter SECONDS = DateTimeFormatter.ofPattern("HH:mm:ss", Locale.ROOT);

    static CarrierTime of(TrackingEvent.Event event) {
        OffsetDateTime when = OffsetDateTime.parse(event.eventTime().carrierUtc());
        boolean dateOnly = event.carrierMetaData().stream()
                .anyMatch(pair ->
                        pair.key().equals("time_precision") && pair.value().equals("date"));
        if (dateOnly) {
            return new CarrierTime(when.toLocalDate(), Optional.empty(), Optional.empty());
        }
        return new CarrierTime(
                when.toLocalDate(),
                Optional.of(when.toLocalTime()),
                Optional.of(when.getOffset()).filter(any -> KNOWN_OFFSET.contains(event.timeBasis())));
    }

    /**
     * An estimate: a date, a local time, or a time with its offset. At midnight only the day is meant.
     *
     * @return empty for what is none of these
     */
    static Optional<CarrierTime> ofEstimate(String eta) {
        try {
            if (eta.length() == 10) {
                return Optional.of(new CarrierTime(LocalDate.parse(eta), Optional.empty(), Optional.empty()));
            }
            var parsed = DateTimeFormatter.ISO_DATE_TIME.parseBest(eta, OffsetDateTime::from, LocalDateTime::from);
            if (parsed instanceof OffsetDateTime when) {
                return Optional.of(
                        new CarrierTime(when.toLocalDate(), meant(when.toLocalTime()), Optional.of(when.getOffset())));
            }
            LocalDateTime when = LocalDateTime.from(parsed);
            return Optional.of(new CarrierTime(when.toLocalDate(), meant(when.toLocalTime()), Optional.empty()));
        } catch (DateTimeParseException e) {
            return Optional.empty();
        }
    }

    private static Optional<LocalTime> meant(LocalTime time) {
        return Optional.of(time).filter(any -> !any.equals(LocalTime.MIDNIGHT));
    }

    String day(Locale locale) {
        return date.format(DateTimeFormatter.ofLocalizedDate(FormatStyle.FULL).withLocale(locale));
    }

    /** Hours and minutes; empty when only the day is known. */
    String clock() {
        return time.map(MINUTES::format).orElse("");
    }

    /** {@code UTC+1}; empty when there is no time or no offset to tell. */
    String zone() {
        if (time.isEmpty() || offset.isEmpty()) {
            return "";
        }
        String id = offset.get().getId().replaceFirst("^([+-])0", "$1").replace(":00", "");
        return offset.get().equals(ZoneOffset.UTC) ? "UTC" : "UTC" + id;
    }

    /** For the attribute {@code datetime} (HTML Standard, section 4.5.14): with an offset only where one is known. */
    String machine() {
        return date
                + time.map(at -> "T" + SECONDS.format(at)
                                + offset.map(ZoneOffset::getId).orElse(""))
                        .orElse("");
    }
}
