package io.caravanserai.retention;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonGenerator;
import io.caravanserai.store.Database;
import io.caravanserai.store.Sql;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;

/**
 * What the hub forgets, for those who must keep it longer: a folder for each kind, in it files of at most 20,000 rows of
 * one day (UTC), packed by gzip, a row a line as JSON with its columns and, under their tables' names, the rows that
 * went with it; bytes in base64. A file is written under another name, synced and renamed before a row of it goes, so
 * that a crash in between repeats rows in a further file and loses none.
 */
public final class Archive {
    private static final JsonFactory LINES =
            new JsonFactoryBuilder().rootValueSeparator("\n").build();

    private final Path root;
    private final String node;

    /** @param node part of the files' names, so that nodes that share the folder never write the same one */
    public Archive(Path root, String node) {
        this.root = root;
        this.node = node.replaceAll("[^A-Za-z0-9._-]", "_");
    }

    /**
     * Writes the oldest rows that are to go, of one day.
     *
     * @return their keys; none when no row is old enough
     * @throws UncheckedIOException when the file cannot be made durable: nothing may be deleted then
     */
    List<@Nullable Object[]> keep(Database database, Expiry expiry, long before) {
        return database.read(connection -> {
            try (Draft draft = new Draft(expiry)) {
                Sql.each(
                        connection,
                        expiry.select("*"),
                        row -> draft.take(connection, row),
                        expiry.parameters(new Object[0], before, Retention.LOOKED_FOR));
                draft.keep();
                return draft.keys;
            } catch (IOException e) {
                throw new UncheckedIOException(
                        "the archive " + root + " cannot take " + expiry.kind() + ", so none of them are deleted", e);
            }
        });
    }

    /**
     * Keeps content that lies in a file, under its name and packed; once is enough.
     *
     * @throws UncheckedIOException when that cannot be made durable
     */
    public void keepFile(String kind, Path file) {
        Path folder = root.resolve(kind).resolve("files");
        Path kept = folder.resolve(file.getFileName() + ".gz");
        if (Files.exists(kept)) {
            return;
        }
        Path part = folder.resolve("." + node + ".part");
        try {
            Files.createDirectories(folder);
            try (OutputStream to = new GZIPOutputStream(Files.newOutputStream(part))) {
                Files.copy(file, to);
            }
            settle(part, kept);
        } catch (IOException e) {
            throw new UncheckedIOException("the archive " + root + " cannot take " + file, e);
        }
    }

    /** Makes a file durable under its name. */
    private static void settle(Path part, Path file) throws IOException {
        force(part, StandardOpenOption.WRITE);
        Files.move(part, file, StandardCopyOption.ATOMIC_MOVE);
        force(Objects.requireNonNull(file.getParent()), StandardOpenOption.READ);
    }

    private static void force(Path path, StandardOpenOption how) throws IOException {
        try (FileChannel channel = FileChannel.open(path, how)) {
            channel.force(true);
        }
    }

    /** A file while it is written. */
    private final class Draft implements AutoCloseable {
        private final Expiry expiry;
        private final List<@Nullable Object[]> keys = new ArrayList<>();
        private Optional<LocalDate> day = Optional.empty();
        private @Nullable Path part;
        private @Nullable JsonGenerator out;

        Draft(Expiry expiry) {
            this.expiry = expiry;
        }

        /** Whether it takes more: all rows of a file are of one day. */
        boolean take(Connection connection, ResultSet row) throws SQLException {
            LocalDate of = LocalDate.ofInstant(Instant.ofEpochMilli(row.getLong(expiry.age())), ZoneOffset.UTC);
            if (!of.equals(day.orElse(of))) {
                return false;
            }
            day = Optional.of(of);
            try {
                write(connection, row, out == null ? open() : out);
            } catch (IOException e) {
                throw new UncheckedIOException("the archive " + root + " cannot be written", e);
            }
            keys.add(expiry.key(row));
            return true;
        }

        private JsonGenerator open() throws IOException {
            Path folder = Files.createDirectories(root.resolve(expiry.kind()));
            Path file = folder.resolve("." + node + ".part");
            part = file;
            JsonGenerator made = LINES.createGenerator(new GZIPOutputStream(Files.newOutputStream(file)));
            out = made;
            return made;
        }

        private void write(Connection connection, ResultSet row, JsonGenerator to) throws SQLException, IOException {
            to.writeStartObject();
            RowJson.columns(row, to);
            for (Expiry.Detail detail : expiry.details()) {
                to.writeArrayFieldStart(detail.table());
                Sql.each(connection, detail.select(), more -> RowJson.object(more, to), expiry.key(row));
                to.writeEndArray();
            }
            to.writeEndObject();
        }

        /** Makes it durable under its name. */
        void keep() throws IOException {
            if (out == null || part == null || day.isEmpty()) {
                return;
            }
            out.writeRaw('\n');
            out.close();
            settle(part, free(root.resolve(expiry.kind()), day.get()));
        }

        private Path free(Path folder, LocalDate of) {
            for (int n = 1; ; n++) {
                Path file = folder.resolve(of + "-" + node + "-" + n + ".jsonl.gz");
                if (!Files.exists(file)) {
                    return file;
                }
            }
        }

        @Override
        public void close() throws IOException {
            if (out != null) {
                out.close();
            }
            if (part != null) {
                Files.deleteIfExists(part);
            }
        }
    }
}
