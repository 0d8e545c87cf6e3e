package io.caravanserai.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.caravanserai.harmonize.SampleRun;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import picocli.CommandLine.Help;

/** A copy of what integrators edit, and the command line on it. */
record ProjectCopy(Path folder) {
    /** What a command printed and how it ended. */
    record Ended(int code, String out, String err) {}

    static ProjectCopy in(Path folder) throws IOException {
        for (String part : new String[] {"routes", "edi-mappings"}) {
            copy(Path.of(part), folder.resolve(part));
        }
        Files.writeString(
                folder.resolve("hub.properties"),
                "hub.routes.dir=%s%nhub.mappings.dir=%s%n"
                        .formatted(folder.resolve("routes"), folder.resolve("edi-mappings")));
        return new ProjectCopy(folder);
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> all = Files.walk(from)) {
            for (Path file : all.toList()) {
                Path target = to.resolve(from.relativize(file).toString());
                if (Files.isDirectory(file)) {
                    Files.createDirectories(target);
                } else {
                    Files.copy(file, target);
                }
            }
        }
    }

    Path mappings() {
        return folder.resolve("edi-mappings");
    }

    Path routes() {
        return folder.resolve("routes");
    }

    Ended makeCarrier(String... words) {
        return hub(Stream.concat(
                        Stream.of(
                                "new",
                                "carrier",
                                "--config",
                                folder.resolve("hub.properties").toString()),
                        Stream.of(words))
                .toArray(String[]::new));
    }

    Ended check() {
        return hub("check", "--config", folder.resolve("hub.properties").toString());
    }

    Ended tryOut(String carrier, Path sample, String... options) {
        return hub(Stream.concat(
                        Stream.of(
                                "try",
                                carrier,
                                sample.toString(),
                                "--mappings-dir",
                                mappings().toString()),
                        Stream.of(options))
                .toArray(String[]::new));
    }

    static Ended hub(String... words) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        int code = Main.commandLine()
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .setColorScheme(Help.defaultColorScheme(Help.Ansi.OFF))
                .execute(words);
        return new Ended(code, out.toString(), err.toString());
    }

    /** Runs the sample test of {@code mvn verify} here; what it printed. */
    String sampleTest(int expectedExit) throws IOException, InterruptedException {
        Path out = folder.resolve("samples.out");
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        SampleRun.class.getName())
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(out.toFile())
                .start();
        int code = process.waitFor();
        String printed = Files.readString(out, StandardCharsets.UTF_8);
        assertThat(code).as(printed).isEqualTo(expectedExit);
        return printed;
    }
}
