package io.caravanserai.intake;

import io.caravanserai.edi.EdiPart;
import io.caravanserai.edi.EdiSplitter;
import io.caravanserai.edi.InterchangeHeader;
import io.caravanserai.edi.InterchangeReport;
import io.caravanserai.event.Sha256;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells of each interchange of one file, as it begins, whether its control number was used before. An interchange is
 * read ahead only when it was, since only then its content matters.
 */
final class FileInterchanges implements Interchanges {
    private static final Logger LOG = LoggerFactory.getLogger(FileInterchanges.class);
    private static final int BATCH = 500;

    private final InterchangeLog log;
    private final InterchangeLog.SourceFile file;
    private final Path local;
    private final boolean takeReused;
    private final FileAcks acks;
    private final List<InterchangeLog.Entry> pending = new ArrayList<>();
    private boolean any;

    /**
     * @param local the fetched copy of the file
     * @param takeReused whether messages are taken whose control number was used for other content before
     * @param acks what the carrier is answered
     */
    FileInterchanges(
            InterchangeLog log, InterchangeLog.SourceFile file, Path local, boolean takeReused, FileAcks acks) {
        this.log = log;
        this.file = file;
        this.local = local;
        this.takeReused = takeReused;
        this.acks = acks;
    }

    @Override
    public Optional<String> refusal(InterchangeHeader header) throws IOException {
        InterchangeLog.Key key = InterchangeLog.Key.of(header);
        long offset = header.offset();
        if (key.control().isEmpty() || log.isReadAgain(key, file, offset)) {
            return Optional.empty();
        }
        if (pending.stream().anyMatch(entry -> entry.key().equals(key))) {
            flush();
        }
        Optional<InterchangeLog.Earlier> used = log.earlier(key, file, offset);
        if (used.isEmpty()) {
            return Optional.empty();
        }
        Optional<InterchangeLog.Earlier> same = log.earlier(key, file, offset, digestAhead(offset));
        if (same.isPresent()) {
            return Optional.of(name(key) + " was taken before" + where(same.get())
                    + "; replay this only if the carrier means it anew, else discard it");
        }
        String reused = name(key) + ": the control number was used before with other content" + where(used.get());
        LOG.warn("control number reused with other content file={} offset={} {}", file.name(), offset, reused);
        return takeReused
                ? Optional.empty()
                : Optional.of(reused + "; ask the carrier for unique numbers, then replay or discard this");
    }

    @Override
    public void read(InterchangeHeader header, String digest) {
        InterchangeLog.Key key = InterchangeLog.Key.of(header);
        if (key.control().isEmpty()) {
            return;
        }
        any = true;
        pending.add(new InterchangeLog.Entry(key, digest, header.offset()));
        if (pending.size() == BATCH) {
            flush();
        }
    }

    @Override
    public void acknowledge(InterchangeReport report, boolean duplicate) {
        acks.read(report, duplicate);
    }

    /** All messages of the file are durable. */
    void taken() {
        acks.taken();
        if (any) {
            log.taken(file, pending);
            pending.clear();
        }
    }

    private void flush() {
        log.read(file, pending);
        pending.clear();
    }

    private static String name(InterchangeLog.Key key) {
        return key.standard() + (key.test() ? " test" : "") + " interchange " + key.control() + " from " + key.sender()
                + " to " + key.receiver();
    }

    private static String where(InterchangeLog.Earlier earlier) {
        return ": in " + earlier.file() + " at byte " + earlier.offset() + ", read at "
                + earlier.at().truncatedTo(ChronoUnit.SECONDS);
    }

    private String digestAhead(long offset) throws IOException {
        try (InputStream in = new BufferedInputStream(Files.newInputStream(local), 64 * 1024)) {
            in.skipNBytes(offset);
            Ahead ahead = new Ahead();
            try {
                EdiFileSplitter.splitter().split(in, ahead);
            } catch (Enough end) {
                return end.digest;
            }
            throw new IOException(file.name() + " has no interchange at byte " + offset + " any more");
        }
    }

    /** The content of an interchange: the bytes of all its parts. */
    static final class Digest {
        private final MessageDigest digest = Sha256.start();

        void add(EdiPart part) {
            digest.update(part.bytes());
        }

        String end() {
            return HexFormat.of().formatHex(digest.digest());
        }
    }

    private static final class Ahead implements EdiSplitter.Sink {
        private final Digest digest = new Digest();

        @Override
        public void accept(EdiPart part) {
            digest.add(part);
        }

        @Override
        public void closed(InterchangeReport report) throws IOException {
            throw new Enough(digest.end());
        }
    }

    /** Ends the reading ahead. */
    private static final class Enough extends IOException {
        private static final long serialVersionUID = 1L;

        final String digest;

        Enough(String digest) {
            super("the interchange ends");
            this.digest = digest;
        }
    }
}
