package io.caravanserai.testkit.cluster;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** A disk of its own in memory (tmpfs), which can be filled. Only root may make one, on Linux. */
public final class SmallDisk implements AutoCloseable {
    private static final String SIZE = "size=768m";
    private static final int CHUNK = 64 * 1024;

    private final Path folder;
    private final Path ballast;

    private SmallDisk(Path folder) {
        this.folder = folder;
        this.ballast = folder.resolve("ballast");
    }

    /** @throws IOException when this user or machine cannot mount one, with the reason */
    static SmallDisk mount(Path folder) throws IOException, InterruptedException {
        run("mount", "-t", "tmpfs", "-o", SIZE, "tmpfs", folder.toString());
        SmallDisk disk = new SmallDisk(folder);
        Runtime.getRuntime().addShutdownHook(new Thread(disk::unmount));
        return disk;
    }

    private static void run(String... command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            throw new IOException(String.join(" ", command) + ": " + said.trim());
        }
    }

    /** Leaves no byte free. */
    void fill() throws IOException {
        byte[] chunk = new byte[CHUNK];
        for (int size = CHUNK; size > 0; size /= 16) {
            try (OutputStream out =
                    Files.newOutputStream(ballast, StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
                while (true) {
                    out.write(chunk, 0, size);
                }
            } catch (IOException full) {
                // as wanted: the next size fills what this one left
            }
        }
    }

    void free() throws IOException {
        Files.deleteIfExists(ballast);
    }

    private void unmount() {
        try {
            run("umount", "-l", folder.toString());
        } catch (IOException e) {
            // it was closed before
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        unmount();
    }
}
