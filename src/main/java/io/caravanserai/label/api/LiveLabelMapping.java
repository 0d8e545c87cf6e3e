package io.caravanserai.label.api;

import io.caravanserai.mapping.MappingException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A label mapping that may be edited while the hub runs; one with a fault leaves the last good one in use. */
final class LiveLabelMapping implements Supplier<LabelMapping> {
    private static final Logger LOG = LoggerFactory.getLogger(LiveLabelMapping.class);

    private final Path mappingsDir;
    private final String carrier;
    private LabelMapping present;
    private FileTime readAt;

    /** @throws IllegalArgumentException with every fault of the file */
    LiveLabelMapping(Path mappingsDir, String carrier) {
        this.mappingsDir = mappingsDir;
        this.carrier = carrier;
        this.readAt = changed();
        try {
            this.present = LabelMapping.load(mappingsDir, carrier);
        } catch (MappingException e) {
            throw new IllegalArgumentException(e.getMessage(), e);
        }
    }

    @Override
    public synchronized LabelMapping get() {
        FileTime now = changed();
        if (!now.equals(readAt)) {
            readAt = now;
            try {
                present = LabelMapping.load(mappingsDir, carrier);
                LOG.info("label mapping loaded carrier={}", carrier);
            } catch (MappingException e) {
                LOG.warn(
                        "label mapping refused, the last good one stays carrier={} reason={}", carrier, e.getMessage());
            }
        }
        return present;
    }

    private FileTime changed() {
        try {
            return Files.getLastModifiedTime(mappingsDir.resolve(carrier).resolve(LabelMapping.FILE));
        } catch (IOException e) {
            return FileTime.fromMillis(0);
        }
    }
}
