package io.caravanserai.demo;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Map;

/** The demo's carrier payloads: templates filled with this run's numbers and times, so that each run is new. */
final class Payload {
    private Payload() {}

    /**
     * @param template name of a file under {@code demo/} on the class path
     * @param zone where the carrier's clock hangs
     * @param at what its clock shows
     * @param values further {@code {name}} values
     */
    static String of(String template, ZoneId zone, Instant at, Map<String, String> values) {
        ZonedDateTime now = at.atZone(zone);
        ZonedDateTime early = now.minusMinutes(40);
        String text = read(template)
                .replace("{date8}", now.format(DateTimeFormatter.BASIC_ISO_DATE).substring(0, 8))
                .replace("{date}", now.format(DateTimeFormatter.ofPattern("yyMMdd")))
                .replace("{time}", now.format(DateTimeFormatter.ofPattern("HHmm")))
                .replace("{hhmm}", now.format(DateTimeFormatter.ofPattern("HH:mm")))
                .replace("{ddmmyyyy}", now.format(DateTimeFormatter.ofPattern("dd.MM.yyyy")))
                .replace(
                        "{earlydate}",
                        early.format(DateTimeFormatter.BASIC_ISO_DATE).substring(0, 8))
                .replace("{early}", early.format(DateTimeFormatter.ofPattern("HHmm")));
        for (Map.Entry<String, String> value : values.entrySet()) {
            text = text.replace("{" + value.getKey() + "}", value.getValue());
        }
        return text;
    }

    private static String read(String template) {
        try (InputStream in = Payload.class.getResourceAsStream("/demo/" + template)) {
            if (in == null) {
                throw new IllegalStateException("the demo's payload " + template + " is missing");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
