package io.caravanserai.label.check;

import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Which labels are checked: all, none, or one of so many. Written {@code always}, {@code never}, {@code 1/20}. */
public final class CheckRate {
    private static final Pattern SAMPLE = Pattern.compile("1/([1-9][0-9]{0,8})");

    private final long oneOf;
    private final AtomicLong asked = new AtomicLong();

    private CheckRate(long oneOf) {
        this.oneOf = oneOf;
    }

    /** @throws IllegalArgumentException for anything else */
    public static CheckRate parse(String text) {
        Matcher sample = SAMPLE.matcher(text.trim());
        if (sample.matches()) {
            return new CheckRate(Long.parseLong(sample.group(1)));
        }
        return switch (text.trim()) {
            case "always" -> new CheckRate(1);
            case "never" -> new CheckRate(0);
            default ->
                throw new IllegalArgumentException(
                        "'" + text + "' does not tell which labels are checked: write always, never or 1/20");
        };
    }

    /** Whether it is this label's turn; the first one's it always is, unless none is checked. */
    public boolean isDue() {
        return oneOf > 0 && asked.getAndIncrement() % oneOf == 0;
    }
}
