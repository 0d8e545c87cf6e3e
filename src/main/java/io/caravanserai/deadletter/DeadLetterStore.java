package io.caravanserai.deadletter;

import io.caravanserai.event.InboundMessage;
import io.caravanserai.event.Sha256;
import io.caravanserai.retention.Archive;
import io.caravanserai.retention.Expiry;
import io.caravanserai.retention.Retention;
import io.caravanserai.secret.SecretMask;
import io.caravanserai.store.Database;
import io.caravanserai.store.Sql;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Keeps raw carrier input that could not be handled, durable when a record method returns. The same bytes refused by
 * the same stage for the same reason are one letter with a count, so that a carrier's retries do not fill the store.
 */
public final class DeadLetterStore implements DeadLetterSource {
    /** Larger content is kept as a file beside the store. */
    public static final int MAX_INLINE = 8 * 1024 * 1024;

    /** Letters that came last long ago. */
    private static final Expiry EXPIRY = Expiry.archived("dead-letters", "dead_letter", List.of("id"), "last_at");

    private static final int PREVIEW = 64 * 1024;
    private static final String SUMMARY =
            "SELECT id, stage, carrier_id, reason, place, source_name, raw_size, seen, first_at, last_at FROM"
                    + " dead_letter WHERE 1=1";

    private final Database database;
    private final Path folder;
    private final Publisher publisher;
    private final Map<String, Publisher> stages;
    private final Clock clock;

    /** Sends a letter's message on its way again and returns when that is durable. */
    @FunctionalInterface
    public interface Publisher {
        /**
         * @throws IllegalStateException with words for the operator when it cannot go on its way now; the letter stays
         */
        void publish(InboundMessage message) throws Exception;
    }

    /**
     * @param folder where content too large for the database is kept
     * @param publisher how a replayed letter gets back into the flow
     */
    public DeadLetterStore(Database database, Path folder, Publisher publisher, Clock clock) {
        this(database, folder, publisher, Map.of(), clock);
    }

    /**
     * @param folder where content too large for the database is kept
     * @param publisher how a replayed letter gets back into the flow
     * @param stages how those of some stages do instead
     */
    public DeadLetterStore(
            Database database, Path folder, Publisher publisher, Map<String, Publisher> stages, Clock clock) {
        this.database = database;
        this.folder = folder;
        this.publisher = publisher;
        this.stages = Map.copyOf(stages);
        this.clock = clock;
    }

    /** Keeps one letter; returns its id, that of the earlier one when the same was kept before. */
    public String record(DeadLetter told) {
        DeadLetter letter = masked(told);
        String digest = digest(letter, Sha256.start().digest(letter.raw()));
        return database.write(
                connection -> insert(connection, letter, digest, letter.raw(), null, letter.raw().length));
    }

    /**
     * Keeps a whole file as a letter, however large; {@code told.raw()} is not used. The file stays where it is.
     *
     * @throws UncheckedIOException when the copy cannot be written; nothing was kept
     */
    public String recordFile(DeadLetter told, Path file) {
        DeadLetter letter = masked(told);
        try {
            Files.createDirectories(folder);
            byte[] content = digestOf(file);
            long size = Files.size(file);
            Path copy = folder.resolve(HexFormat.of().formatHex(content));
            Path draft = folder.resolve(copy.getFileName() + "." + UUID.randomUUID() + ".part");
            Files.copy(file, draft, StandardCopyOption.REPLACE_EXISTING);
            Files.move(draft, copy, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
            String digest = digest(letter, content);
            String name = copy.getFileName().toString();
            return database.write(connection -> insert(connection, letter, digest, null, name, size));
        } catch (IOException e) {
            throw new UncheckedIOException("the dead letter of " + file + " cannot be kept in " + folder, e);
        }
    }

    private static DeadLetter masked(DeadLetter told) {
        SecretMask mask = SecretMask.ofProcess();
        return told.because(mask.mask(told.reason()), mask.mask(told.place()));
    }

    private String insert(
            Connection connection,
            DeadLetter letter,
            String digest,
            byte @Nullable [] raw,
            @Nullable String rawFile,
            long size)
            throws SQLException {
        long now = clock.millis();
        return Sql.first(
                        connection,
                        """
                        INSERT INTO dead_letter (id, digest, stage, carrier_id, reason, place, message_key, source_kind,
                            source_name, source_offset, source_line, content_type, raw, raw_file, raw_size, seen,
                            first_at, last_at)
                        VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,1,?,?)
                        ON CONFLICT (digest) DO UPDATE SET seen = dead_letter.seen + 1, last_at = excluded.last_at
                        RETURNING id""",
                        row -> row.getString(1),
                        UUID.randomUUID().toString().replace("-", ""),
                        digest,
                        letter.stage(),
                        letter.carrier(),
                        letter.reason(),
                        letter.place(),
                        letter.key(),
                        letter.source().kind(),
                        letter.source().name(),
                        letter.source().offset(),
                        letter.source().line(),
                        letter.contentType(),
                        raw,
                        rawFile,
                        size,
                        now,
                        now)
                .orElseThrow();
    }

    @Override
    public String kind() {
        return "inbound";
    }

    @Override
    public List<Summary> list(Page page) {
        StringBuilder sql = new StringBuilder(SUMMARY);
        List<@Nullable Object> values = new ArrayList<>();
        if (page.carrier() != null) {
            sql.append(" AND carrier_id = ?");
            values.add(page.carrier());
        }
        if (page.text() != null) {
            sql.append(" AND LOWER(reason) LIKE ? ESCAPE '!'");
            String escaped = page.text().replace("!", "!!").replace("%", "!%").replace("_", "!_");
            values.add("%" + escaped.toLowerCase(Locale.ROOT) + "%");
        }
        if (page.before() != null) {
            sql.append(" AND (last_at < ? OR (last_at = ? AND id < ?))");
            values.add(page.before().lastAt());
            values.add(page.before().lastAt());
            values.add(page.before().id());
        }
        sql.append(" ORDER BY last_at DESC, id DESC LIMIT ?");
        values.add(page.limit());
        return database.read(
                connection -> Sql.list(connection, sql.toString(), DeadLetterStore::summary, values.toArray()));
    }

    @Override
    public Optional<Detail> find(String id) {
        return database.<Optional<Stored>>read(connection -> stored(connection, id))
                .map(stored -> new Detail(stored.summary(), stored.letter().contentType(), preview(stored)));
    }

    @Override
    public boolean replay(String id) throws Exception {
        Optional<Stored> found = database.read(connection -> stored(connection, id));
        if (found.isEmpty()) {
            return false;
        }
        Stored stored = found.get();
        if (stored.rawFile() != null) {
            throw new IllegalStateException(
                    "The content is kept as the file "
                            + kept(stored.rawFile()) + " ("
                            + stored.summary().size()
                            + " bytes), not as one message: mend or split it, drop it in the carrier's folder, then discard this.");
        }
        stages.getOrDefault(stored.letter().stage(), publisher).publish(message(stored));
        discard(id);
        return true;
    }

    /** What was taken in, as a stage had it; empty when there is no such letter or only its file is kept. */
    public Optional<InboundMessage> message(String id) {
        return database.<Optional<Stored>>read(connection -> stored(connection, id))
                .filter(stored -> stored.rawFile() == null)
                .map(DeadLetterStore::message);
    }

    private static InboundMessage message(Stored stored) {
        DeadLetter letter = stored.letter();
        return new InboundMessage(
                InboundMessage.VERSION,
                UUID.randomUUID().toString(),
                letter.carrier(),
                letter.key(),
                Instant.ofEpochMilli(stored.summary().firstAt()).toString(),
                letter.source(),
                letter.contentType(),
                letter.raw());
    }

    @Override
    public boolean discard(String id) {
        Optional<String> file = database.read(connection -> Sql.first(
                connection,
                "SELECT COALESCE(raw_file, '') FROM dead_letter WHERE id = ?",
                row -> row.getString(1),
                id));
        boolean deleted =
                database.write(connection -> Sql.update(connection, "DELETE FROM dead_letter WHERE id = ?", id)) > 0;
        file.ifPresent(this::deleteUnused);
        return deleted;
    }

    /** Deletes letters last seen before, in epoch milliseconds; returns how many. */
    public int purge(Retention retention, long before) {
        retention.archive().ifPresent(archive -> archiveFiles(archive, before));
        int deleted = retention.forget(EXPIRY, before);
        new LetterFiles(folder).settled().forEach(this::deleteUnused);
        return deleted;
    }

    private void archiveFiles(Archive archive, long before) {
        database
                .read(connection -> Sql.list(
                        connection,
                        "SELECT DISTINCT raw_file FROM dead_letter WHERE last_at < ? AND raw_file IS NOT NULL",
                        row -> folder.resolve(row.getString(1)),
                        before))
                .stream()
                .filter(Files::exists)
                .forEach(file -> archive.keepFile(EXPIRY.kind(), file));
    }

    /** Letters for different reasons may share a file. */
    private void deleteUnused(String file) {
        long uses = database.read(
                connection -> Sql.number(connection, "SELECT COUNT(*) FROM dead_letter WHERE raw_file = ?", file));
        if (!file.isEmpty() && uses == 0) {
            try {
                Files.deleteIfExists(folder.resolve(file));
            } catch (IOException e) {
                throw new UncheckedIOException("cannot delete " + folder.resolve(file), e);
            }
        }
    }

    private byte[] preview(Stored stored) {
        if (stored.rawFile() == null) {
            return stored.letter().raw();
        }
        try (InputStream in = Files.newInputStream(folder.resolve(stored.rawFile()))) {
            return in.readNBytes(PREVIEW);
        } catch (NoSuchFileException e) {
            throw new IllegalStateException(
                    "The content is kept as the file " + kept(stored.rawFile()) + ": ask that node.", e);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + folder.resolve(stored.rawFile()), e);
        }
    }

    private String kept(String file) {
        Path here = folder.resolve(file);
        return Files.exists(here)
                ? here.toString()
                : folder.getFileName().resolve(file) + " in the data folder of another node, which took it";
    }

    private static Optional<Stored> stored(Connection connection, String id) throws SQLException {
        return Sql.first(connection, "SELECT * FROM dead_letter WHERE id = ?", DeadLetterStore::stored, id);
    }

    private static Stored stored(ResultSet row) throws SQLException {
        byte[] raw = row.getBytes("raw");
        DeadLetter letter = new DeadLetter(
                row.getString("stage"),
                row.getString("carrier_id"),
                row.getString("reason"),
                row.getString("place"),
                row.getString("message_key"),
                new InboundMessage.Source(
                        row.getString("source_kind"),
                        row.getString("source_name"),
                        row.getLong("source_offset"),
                        row.getLong("source_line")),
                row.getString("content_type"),
                raw == null ? new byte[0] : raw);
        return new Stored(summary(row), letter, row.getString("raw_file"));
    }

    private static Summary summary(ResultSet row) throws SQLException {
        return new Summary(
                row.getString("id"),
                row.getString("stage"),
                row.getString("carrier_id"),
                row.getString("reason"),
                row.getString("place"),
                row.getString("source_name"),
                row.getLong("raw_size"),
                row.getLong("seen"),
                row.getLong("first_at"),
                row.getLong("last_at"));
    }

    private static String digest(DeadLetter letter, byte[] content) {
        MessageDigest digest = Sha256.start();
        for (String part : List.of(letter.stage(), letter.carrier(), letter.reason(), letter.place())) {
            digest.update(part.getBytes(StandardCharsets.UTF_8));
            digest.update((byte) 0);
        }
        return HexFormat.of().formatHex(digest.digest(content));
    }

    private static byte[] digestOf(Path file) throws IOException {
        MessageDigest digest = Sha256.start();
        try (InputStream in = new DigestInputStream(Files.newInputStream(file), digest)) {
            in.transferTo(java.io.OutputStream.nullOutputStream());
        }
        return digest.digest();
    }

    private record Stored(Summary summary, DeadLetter letter, @Nullable String rawFile) {}
}
