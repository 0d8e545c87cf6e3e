package io.caravanserai.backup;

import io.caravanserai.config.HubConfig;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Copies the data folder of a hub, which may be at work meanwhile. The order makes the copy whole: first how far the
 * stages have read, then the store, then files, at last the topics. What the store of the copy lacks is on its topics
 * behind those positions and comes in again, each event under the same id; what its store says is on a topic is there.
 */
public final class Backup {
    /** What another hub's process leaves behind, or makes anew. */
    private static final List<String> LEFT_OUT = List.of("store", "kafka", "unpacked");

    private final HubConfig config;
    private final Path data;

    public Backup(HubConfig config) {
        this.config = config;
        this.data = config.dataDir().toAbsolutePath().normalize();
    }

    /**
     * What came of it.
     *
     * @param files that are in it
     * @param size bytes of the backup
     * @param running whether the hub was at work
     */
    public record Made(int files, long size, boolean running) {}

    /**
     * Writes a backup; it is whole and durable when this returns, and there is none of this name before.
     *
     * @throws IllegalArgumentException when there is nothing to copy or the file exists, in the operator's words
     */
    public Made to(Path file) throws IOException {
        if (config.store().url().isPresent()) {
            throw new IllegalArgumentException("The store is PostgreSQL, which has its own tools: see"
                    + " docs/operate/backup.md for pg_dump and what belongs with it.");
        }
        if (!Files.exists(database())) {
            throw new IllegalArgumentException(
                    "There is no store in " + data + ": name the hub's folder by HUB_DATA_DIR or --config.");
        }
        if (Files.exists(file)) {
            throw new IllegalArgumentException(file + " exists: name a file that does not.");
        }
        Path folder = Files.createDirectories(
                Optional.ofNullable(file.toAbsolutePath().getParent()).orElseThrow());
        Path part = folder.resolve(file.getFileName() + ".part");
        Optional<HubLock> idle = HubLock.take(data);
        try {
            int files = write(part, folder, idle.isEmpty());
            Packer.force(part);
            Files.move(part, file, StandardCopyOption.ATOMIC_MOVE);
            Packer.force(folder);
            return new Made(files, Files.size(file), idle.isEmpty());
        } finally {
            Files.deleteIfExists(part);
            if (idle.isPresent()) {
                idle.get().close();
            }
        }
    }

    private int write(Path part, Path folder, boolean running) throws IOException {
        boolean ownBroker = config.kafka().brokers().isEmpty();
        String begun = Instant.now().toString();
        List<Manifest.Position> positions =
                running && ownBroker ? Positions.read(config.kafka().bootstrap()) : List.of();
        try (Packer packer = new Packer(part)) {
            Path copy = folder.resolve(part.getFileName() + ".db");
            try {
                copyStore(copy);
                packer.add(copy, "store/hub.db");
            } finally {
                Files.deleteIfExists(copy);
            }
            addFiles(packer, part);
            if (ownBroker) {
                addTopics(packer, running);
            }
            packer.finish(begun, positions);
            return packer.count();
        }
    }

    private Path database() {
        return data.resolve("store").resolve("hub.db");
    }

    /** As of one moment, whoever writes meanwhile. */
    private void copyStore(Path copy) throws IOException {
        Files.deleteIfExists(copy);
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + database());
                PreparedStatement vacuum = connection.prepareStatement("VACUUM INTO ?")) {
            vacuum.setString(1, copy.toString());
            vacuum.execute();
        } catch (SQLException e) {
            throw new IOException(
                    "the store " + database() + " cannot be copied to " + copy + ": " + e.getMessage(), e);
        }
    }

    private void addFiles(Packer packer, Path part) throws IOException {
        walk(data, (path, file) -> {
            boolean ours = LEFT_OUT.stream().noneMatch(left -> path.equals(left) || path.startsWith(left + "/"));
            if (ours && !path.equals(HubLock.NAME) && !file.equals(part)) {
                packer.add(file, path);
            }
        });
    }

    private void addTopics(Packer packer, boolean running) throws IOException {
        Path kafka = data.resolve("kafka");
        walk(kafka, (path, file) -> {
            if (BrokerFiles.needed(path, running)) {
                packer.add(file, "kafka/" + path);
            }
        });
    }

    private interface Visit {
        void file(String path, Path file) throws IOException;
    }

    /** Files come and go while the hub is at work. */
    private static void walk(Path root, Visit visit) throws IOException {
        if (!Files.isDirectory(root)) {
            return;
        }
        Files.walkFileTree(root, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                if (attributes.isRegularFile()) {
                    visit.file(root.relativize(file).toString(), file);
                }
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path file, IOException e) {
                return FileVisitResult.CONTINUE;
            }
        });
    }
}
