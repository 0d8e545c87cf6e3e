package io.caravanserai.harmonize;

import java.time.DateTimeException;
import org.jspecify.annotations.Nullable;

/**
 * ISO 8601 as carriers write it: date with or without hyphens; T or a space; time with or without colons, seconds and
 * fraction of any length; offset Z, +HH, +HHmm, +HH:mm, also after a space.
 */
final class IsoTime {
    private IsoTime() {}

    static @Nullable TimeParts parse(String text) {
        TimeText in = new TimeText(text);
        int year = in.number(4, 4);
        boolean hyphens = in.take('-');
        int month = in.number(2, 2);
        if (hyphens && !in.take('-')) {
            return null;
        }
        int day = in.number(2, 2);
        if (year < 0 || month < 0 || day < 0) {
            return null;
        }
        int hour = TimeText.MISSING;
        int minute = 0;
        int second = 0;
        int nano = 0;
        TimeParts.Offset offset = TimeParts.Offset.NONE;
        if (!in.atEnd()) {
            if (!in.take('T') && !in.take('t') && in.peek() != ' ') {
                return null;
            }
            in.skipSpaces();
            hour = in.number(2, 2);
            in.take(':');
            minute = in.number(2, 2);
            if (in.take(':') || in.digitsAhead() >= 2) {
                second = in.number(2, 2);
            }
            if (in.take('.') || in.take(',')) {
                nano = in.nanos();
            }
            in.skipSpaces();
            if (!in.atEnd()) {
                TimeParts.Offset given = in.offset();
                if (given == null || !in.atEnd()) {
                    return null;
                }
                offset = given;
            }
            if (hour < 0 || minute < 0 || second < 0 || nano < 0) {
                return null;
            }
        }
        try {
            return TimeParts.of(year, month, day, hour, minute, second, nano, offset);
        } catch (DateTimeException e) {
            return null;
        }
    }
}
