package io.caravanserai.harmonize;

import java.time.DateTimeException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A date pattern in the letters of java.time (y M d H h m s S a X z, MMM, text in quotes), read without regard to
 * locale. {@code S} takes a fraction of any length, {@code X} any form of offset, {@code z} also CET or GMT-04:00; {@code yy} is 1980 to 2079.
 */
final class TimePattern implements TimeFormat {
    private final Part[] parts;

    private TimePattern(List<Part> parts) {
        this.parts = parts.toArray(Part[]::new);
    }

    /** Letters whose numbers a time is put together from, h standing where H does. */
    private static final String FIELDS = "yMdHmsSa";

    /**
     * A run of one pattern letter, or a literal character when the letter is 0.
     *
     * @param field place of its number among {@link #FIELDS}
     */
    private record Part(char letter, int count, char literal, int field) {
        Part(char letter, int count, char literal) {
            this(letter, count, literal, FIELDS.indexOf(letter == 'h' ? 'H' : letter));
        }
    }

    static TimePattern of(String pattern) {
        List<Part> parts = new ArrayList<>();
        for (int i = 0; i < pattern.length(); ) {
            char c = pattern.charAt(i);
            if (c == '\'') {
                int close = pattern.indexOf('\'', i + 1);
                if (close < 0) {
                    throw new IllegalArgumentException("the closing ' is missing in time format '" + pattern + "'");
                }
                pattern.substring(i + 1, close).chars().forEach(l -> parts.add(new Part('\0', 1, (char) l)));
                i = close + 1;
                continue;
            }
            int run = i;
            while (run < pattern.length() && pattern.charAt(run) == c) {
                run++;
            }
            if (!Character.isLetter(c)) {
                for (; i < run; i++) {
                    parts.add(new Part('\0', 1, c));
                }
            } else if ("yMdHhmsSaXz".indexOf(c) < 0) {
                throw new IllegalArgumentException("'" + c + "' in time format '" + pattern
                        + "' is not understood; use y M d H h m s S a X z, or one of " + NAMES);
            } else {
                parts.add(new Part(c, run - i, '\0'));
            }
            i = run;
        }
        return new TimePattern(parts);
    }

    @Override
    public @Nullable TimeParts parse(String text) {
        TimeText in = new TimeText(text);
        int[] fields = {TimeText.MISSING, 1, 1, TimeText.MISSING, 0, 0, 0, 0};
        TimeParts.Offset offset = TimeParts.Offset.NONE;
        boolean halves = false;
        for (Part part : parts) {
            if (part.letter == '\0') {
                if (part.literal == ' ') {
                    in.skipSpaces();
                } else if (!in.take(part.literal)) {
                    return null;
                }
                continue;
            }
            if (part.letter == 'X' || part.letter == 'z') {
                TimeParts.Offset given = part.letter == 'X' ? in.offset() : in.offsetOrName();
                if (given == null) {
                    return null;
                }
                offset = given;
                continue;
            }
            int value = read(part, in);
            if (value == TimeText.MISSING) {
                return null;
            }
            halves |= part.letter == 'a';
            fields[part.field] = value;
        }
        if (!in.atEnd() || fields[0] == TimeText.MISSING) {
            return null;
        }
        int hour = halves && fields[3] >= 0 ? fields[3] % 12 + fields[7] : fields[3];
        try {
            return TimeParts.of(fields[0], fields[1], fields[2], hour, fields[4], fields[5], fields[6], offset);
        } catch (DateTimeException e) {
            return null;
        }
    }

    private static int read(Part part, TimeText in) {
        return switch (part.letter) {
            case 'y' -> {
                int year = in.number(part.count, Math.max(2, part.count));
                yield part.count > 2 || year < 0 ? year : year < 80 ? 2000 + year : 1900 + year;
            }
            case 'M' -> part.count > 2 ? in.monthName() : in.number(part.count, 2);
            case 'S' -> in.nanos();
            case 'a' -> in.half();
            default -> in.number(part.count, 2);
        };
    }
}
