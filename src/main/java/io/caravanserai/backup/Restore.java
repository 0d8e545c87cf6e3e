package io.caravanserai.backup;

import io.caravanserai.config.HubConfig;
import io.caravanserai.kafka.EmbeddedBroker;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Stream;

/** Makes a data folder of a backup: beside its place first, and there at once when all of it was found whole. */
public final class Restore {
    private final HubConfig config;
    private final Path data;

    public Restore(HubConfig config) {
        this.config = config;
        this.data = config.dataDir().toAbsolutePath().normalize();
    }

    /**
     * What came of it.
     *
     * @param madeUtc when the backup was begun
     * @param aside where the folder is that was there before
     */
    public record Done(int files, String madeUtc, Optional<Path> aside) {}

    /**
     * @param replace whether a folder that holds data may be set aside
     * @throws IllegalArgumentException when the backup is not whole or the folder is in use, in the operator's words;
     *     the folder is as it was then
     */
    public Done from(Path file, boolean replace) throws IOException {
        refuseData(replace);
        Path draft = sibling("restore");
        try {
            Files.createDirectories(draft);
            Manifest manifest = Unpacker.unpack(file, draft);
            checkStore(draft.resolve("store").resolve("hub.db"), file);
            setPositions(manifest, draft);
            return new Done(manifest.files().size(), manifest.madeUtc(), place(draft));
        } finally {
            delete(draft);
        }
    }

    private void refuseData(boolean replace) throws IOException {
        if (!Files.exists(data)) {
            return;
        }
        Optional<HubLock> lock = HubLock.take(data);
        if (lock.isEmpty()) {
            throw new IllegalArgumentException("A hub uses the data folder " + data + ": stop it first.");
        }
        lock.get().close();
        if (!replace && holdsData()) {
            throw new IllegalArgumentException("The data folder " + data
                    + " holds data: name an empty one by HUB_DATA_DIR, or say --replace to have it set aside.");
        }
    }

    private boolean holdsData() throws IOException {
        try (Stream<Path> files = Files.list(data)) {
            return files.anyMatch(file -> !file.endsWith(HubLock.NAME));
        }
    }

    /** On the same disk, so that it can be renamed. */
    private Path sibling(String what) {
        return data.resolveSibling(data.getFileName() + "." + what + "-" + System.currentTimeMillis());
    }

    private static void checkStore(Path store, Path backup) throws IOException {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + store);
                Statement statement = connection.createStatement();
                ResultSet answer = statement.executeQuery("PRAGMA quick_check(1)")) {
            if (!answer.next() || !answer.getString(1).equals("ok")) {
                throw new IllegalArgumentException("The store in " + backup + " is damaged: take another backup.");
            }
        } catch (SQLException e) {
            throw new IOException("the store in " + backup + " cannot be read: " + e.getMessage(), e);
        }
    }

    /** By starting the broker on the copy, which also shows that it starts. */
    private void setPositions(Manifest manifest, Path draft) {
        if (manifest.positions().isEmpty()) {
            return;
        }
        try (EmbeddedBroker broker = EmbeddedBroker.start(config.kafka().onFreePort(), draft)) {
            Positions.write(broker.bootstrap(), manifest.positions());
        }
    }

    private Optional<Path> place(Path draft) throws IOException {
        Optional<Path> aside = Optional.empty();
        if (Files.exists(data) && holdsData()) {
            aside = Optional.of(sibling("before"));
            Files.move(data, aside.get(), StandardCopyOption.ATOMIC_MOVE);
        } else if (Files.exists(data)) {
            Files.deleteIfExists(data.resolve(HubLock.NAME));
            Files.delete(data);
        }
        Files.move(draft, data, StandardCopyOption.ATOMIC_MOVE);
        Packer.force(data.resolveSibling("."));
        return aside;
    }

    private static void delete(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return;
        }
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        }
    }
}
