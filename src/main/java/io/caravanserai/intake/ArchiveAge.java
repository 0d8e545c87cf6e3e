package io.caravanserai.intake;

import io.caravanserai.config.Settings;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.time.format.ResolverStyle;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.camel.component.file.GenericFile;
import org.apache.camel.component.file.GenericFileFilter;

/**
 * Lets through what the hub itself moved away longer ago than the retention, by the time that {@code carrier-sftp-source}
 * put before the name; all else in the folder is the partner's.
 */
public final class ArchiveAge implements GenericFileFilter<Object> {
    private static final Pattern MOVED = Pattern.compile("([0-9]{8}-[0-9]{6})-[0-9]{3}-.+");
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("uuuuMMdd-HHmmss").withResolverStyle(ResolverStyle.STRICT);

    private final Clock clock = Clock.system(ZoneId.systemDefault());
    private Duration retention = Duration.ofDays(90);

    /** How long a file is left there, such as {@code 90d}. */
    public void setRetention(String retention) {
        this.retention = Settings.parseDuration(retention);
    }

    @Override
    public boolean accept(GenericFile<Object> file) {
        return !file.isDirectory() && isOver(file.getFileNameOnly(), clock.instant(), clock.getZone());
    }

    boolean isOver(String name, Instant now, ZoneId zone) {
        Matcher moved = MOVED.matcher(name);
        try {
            return moved.matches()
                    && LocalDateTime.parse(moved.group(1), TIME)
                            .atZone(zone)
                            .toInstant()
                            .isBefore(now.minus(retention));
        } catch (DateTimeParseException e) {
            return false;
        }
    }
}
