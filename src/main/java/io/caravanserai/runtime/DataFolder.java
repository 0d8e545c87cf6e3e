package io.caravanserai.runtime;

import io.caravanserai.config.HubConfig;
import io.caravanserai.http.AdminTokens;
import io.caravanserai.secret.SecretMask;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The hub's own folder: locked while a hub uses it, home of the admin token. */
final class DataFolder implements AutoCloseable {
    private final Path path;
    private final FileChannel channel;
    private final FileLock lock;

    private DataFolder(Path path, FileChannel channel, FileLock lock) {
        this.path = path;
        this.channel = channel;
        this.lock = lock;
    }

    /**
     * @throws StartFailure when the folder cannot be written or another hub holds it
     */
    static DataFolder open(Path path) {
        try {
            Files.createDirectories(path);
            FileChannel channel = FileChannel.open(
                    path.resolve("hub.lock"), Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE));
            @Nullable FileLock lock = channel.tryLock();
            if (lock == null) {
                channel.close();
                throw new StartFailure("Another hub uses the data folder " + path.toAbsolutePath()
                        + ": stop it, or give this one a folder of its own (HUB_DATA_DIR).");
            }
            return new DataFolder(path, channel, lock);
        } catch (IOException e) {
            throw new StartFailure(
                    "The data folder " + path.toAbsolutePath() + " cannot be used (" + e
                            + "): make it writable or name another (HUB_DATA_DIR).",
                    e);
        }
    }

    /** The configured token, or the one kept in the folder, made at first start with mode 600. */
    private String adminToken(Optional<String> configured) {
        String token = configured.orElseGet(this::keptToken);
        SecretMask.ofProcess().add(token);
        return token;
    }

    /** The tokens that open the management port. */
    AdminTokens adminTokens(HubConfig config) {
        config.viewerToken().ifPresent(SecretMask.ofProcess()::add);
        return new AdminTokens(adminToken(config.adminToken()), config.viewerToken());
    }

    Path adminTokenFile() {
        return adminTokenFile(path);
    }

    static Path adminTokenFile(Path dataDir) {
        return dataDir.resolve("admin-token");
    }

    private String keptToken() {
        Path file = adminTokenFile();
        try {
            if (Files.exists(file)) {
                return Files.readString(file).trim();
            }
            byte[] random = new byte[32];
            new SecureRandom().nextBytes(random);
            String token = Base64.getUrlEncoder().withoutPadding().encodeToString(random);
            Path draft = path.resolve("admin-token.new");
            Files.deleteIfExists(draft);
            Files.createFile(draft, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            Files.write(draft, (token + "\n").getBytes(StandardCharsets.UTF_8));
            Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE);
            return token;
        } catch (IOException e) {
            throw new StartFailure("The admin token " + file + " cannot be kept (" + e + ").", e);
        }
    }

    @Override
    public void close() throws IOException {
        lock.release();
        channel.close();
    }
}
