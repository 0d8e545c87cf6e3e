package io.caravanserai.intake;

import io.caravanserai.config.Settings;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.apache.camel.component.file.GenericFile;
import org.apache.camel.component.file.GenericFileFilter;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets a file through once its size and time of change have stayed the same for the minimum age, measured by our own
 * clock: a slowly written file is not read half, whatever the server's clock says, and nobody sleeps meanwhile.
 */
public final class FileSettling implements GenericFileFilter<Object> {
    private static final Logger LOG = LoggerFactory.getLogger(FileSettling.class);
    private static final int MAX_REMEMBERED = 200_000;
    private static final Seen REFUSED = new Seen(-1, -1, 0);

    private final LongSupplier nanoTime;
    private final Map<String, Seen> seen = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Seen> eldest) {
            return size() > MAX_REMEMBERED;
        }
    };
    private long minAgeNanos;

    public FileSettling() {
        this(System::nanoTime);
    }

    FileSettling(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
    }

    /** How long a file must stay unchanged, such as {@code 10s}; 0s when the carrier renames or writes a done file. */
    public void setMinAge(String minAge) {
        minAgeNanos = Settings.parseDuration(minAge).toNanos();
    }

    @Override
    public synchronized boolean accept(GenericFile<Object> file) {
        if (file.isDirectory()) {
            return true;
        }
        if (isHostile(file.getFileNameOnly())) {
            refuse(file);
            return false;
        }
        if (minAgeNanos == 0) {
            return true;
        }
        long now = nanoTime.getAsLong();
        String path = file.getAbsoluteFilePath();
        Seen before = seen.get(path);
        if (before == null || before.size() != file.getFileLength() || before.modified() != file.getLastModified()) {
            seen.put(path, new Seen(file.getFileLength(), file.getLastModified(), now));
            return false;
        }
        return now - before.since() >= minAgeNanos;
    }

    /** Told once, since the carrier lists it at every poll. */
    private void refuse(GenericFile<Object> file) {
        Seen before = seen.put(file.getAbsoluteFilePath(), REFUSED);
        if (before == null) {
            LOG.warn(
                    "file ignored, its name could leave the folder or break a log; ask the carrier to rename it name={}",
                    file.getFileNameOnly().replaceAll("\\p{Cntrl}", "?"));
        }
    }

    /** The name becomes part of a path at the carrier, and of log lines. */
    private static boolean isHostile(String name) {
        return name.contains("/")
                || name.contains("\\")
                || name.equals("..")
                || name.chars().anyMatch(Character::isISOControl);
    }

    /** For logs: the wait in milliseconds. */
    long minAgeMillis() {
        return TimeUnit.NANOSECONDS.toMillis(minAgeNanos);
    }

    private record Seen(long size, long modified, long since) {}
}
