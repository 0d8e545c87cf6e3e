package io.caravanserai.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.caravanserai.testkit.cluster.HubNode;
import java.io.File;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The classes of a hub in a process of its own, with an archive of them that halves its start. The archive is made by the
 * first test of a build that asks, which starts a hub for that and ends it.
 */
final class HubClasses {
    private static final Path COMPILED = Path.of("target/classes");
    private static final Path FOLDER = Path.of("target/hub-classes");

    private HubClasses() {}

    /** Options of {@code java}: the same for the archive and whoever uses it, or it would not be used. */
    static synchronized List<String> options() throws IOException {
        Files.createDirectories(FOLDER);
        Path jar = FOLDER.resolve(newest() + ".jar").toAbsolutePath();
        Path archive = Path.of(jar.toString().replace(".jar", ".jsa"));
        try (FileChannel file =
                        FileChannel.open(FOLDER.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                FileLock alone = file.lock()) {
            assertThat(alone.isValid()).isTrue();
            if (!Files.exists(archive)) {
                pack(jar);
                dump(jar, archive);
            }
        }
        return options(jar, "-XX:SharedArchiveFile=" + archive);
    }

    private static List<String> options(Path jar, String archive) {
        // a test is over before the second compiler pays
        return List.of(
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-XX:+UnlockDiagnosticVMOptions",
                "-XX:-BytecodeVerificationRemote",
                archive,
                "-cp",
                jar + File.pathSeparator + libraries());
    }

    private static String libraries() {
        return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                .filter(entry -> entry.endsWith(".jar"))
                .collect(Collectors.joining(File.pathSeparator));
    }

    private static long newest() throws IOException {
        try (Stream<Path> files = Files.walk(COMPILED)) {
            return files.mapToLong(file -> file.toFile().lastModified()).max().orElse(0);
        }
    }

    private static void pack(Path jar) throws IOException {
        Path part = Files.createTempFile(FOLDER, "classes", ".part");
        try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(part));
                Stream<Path> files = Files.walk(COMPILED)) {
            out.setLevel(0);
            for (Path file : files.sorted().skip(1).toList()) {
                boolean folder = Files.isDirectory(file);
                String name = COMPILED.relativize(file).toString().replace(File.separatorChar, '/');
                out.putNextEntry(new JarEntry(folder ? name + "/" : name));
                if (!folder) {
                    Files.copy(file, out);
                }
                out.closeEntry();
            }
        }
        Files.move(part, jar, StandardCopyOption.ATOMIC_MOVE);
    }

    private static void dump(Path jar, Path archive) throws IOException {
        Path folder = Files.createTempDirectory(FOLDER, "hub");
        Path part = folder.resolve("part.jsa").toAbsolutePath();
        try (HubNode hub = HubNode.launch(folder, Map.of(), options(jar, "-XX:ArchiveClassesAtExit=" + part))) {
            hub.awaitReady();
            hub.terminate();
            await().atMost(Duration.ofMinutes(2)).until(() -> !hub.isAlive());
            assertThat(hub.exitValue()).as(hub.output()).isZero();
        } catch (InterruptedException e) {
            throw new IOException("interrupted", e);
        }
        Files.move(part, archive, StandardCopyOption.ATOMIC_MOVE);
    }
}
