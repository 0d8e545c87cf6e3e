package io.caravanserai.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;

/** The launcher script, as users call it, in a folder of its own with a jar that needs no build. */
class LauncherTest {
    /** Stands in for a Java: tells a version, else prints its arguments, one a line. */
    private static final String FAKE_JAVA =
            """
            #!/bin/sh
            if [ "$1" = -version ]; then echo 'openjdk version "%s" 2020-01-01' >&2; exit 0; fi
            printf '%%s\\n' "$@"
            """;

    Path home = Path.of("unset");
    Path bin = Path.of("unset");

    /** What a call printed and how it ended. */
    private record Ended(int code, String out, String err) {}

    @BeforeEach
    void install(@TempDir Path temporary) throws IOException {
        home = Files.createDirectory(temporary.resolve("my hub"));
        bin = Files.createDirectory(temporary.resolve("bin"));
        installIn(home);
    }

    /** Puts the launcher into a folder, with what keeps it from building. */
    static void installIn(Path folder) throws IOException {
        Files.copy(Path.of("hub"), folder.resolve("hub"));
        Files.writeString(folder.resolve("pom.xml"), "<project/>");
        Files.createDirectories(folder.resolve("src/main"));
        Files.createDirectories(folder.resolve("target"));
        jar(folder.resolve("target/hub.jar"));
    }

    @Test
    void helpListsEveryCommand() throws Exception {
        Ended ended = hub(Map.of(), "--help");

        assertThat(ended.code()).as(ended.err()).isZero();
        assertThat(ended.out())
                .contains("Usage: hub", "demo", "run", "check", "new", "try", "replay", "account", "bench");
    }

    @Test
    void anUnknownCommandIsWrongUsage() throws Exception {
        Ended ended = hub(Map.of(), "zzz");

        assertThat(ended.code()).isEqualTo(2);
        assertThat(ended.err()).contains("zzz", "Usage: hub");
    }

    @Test
    void aMistypedCommandIsNamed() throws Exception {
        Ended ended = hub(Map.of(), "mailbx");

        assertThat(ended.code()).isEqualTo(2);
        assertThat(ended.err()).contains("mailbx", "Did you mean: hub mailbox");
    }

    @Test
    void noCommandIsWrongUsage() throws Exception {
        Ended ended = hub(Map.of());

        assertThat(ended.code()).isEqualTo(2);
        assertThat(ended.err()).contains("a command is missing");
    }

    static Stream<List<String>> commands() {
        return paths(Main.commandLine(), List.of()).stream();
    }

    private static List<List<String>> paths(CommandLine command, List<String> above) {
        List<List<String>> paths = new ArrayList<>();
        command.getSubcommands().forEach((name, sub) -> {
            List<String> path = new ArrayList<>(above);
            path.add(name);
            paths.add(path);
            paths.addAll(paths(sub, path));
        });
        return paths;
    }

    @ParameterizedTest
    @MethodSource("commands")
    void everyCommandHasHelp(List<String> command) {
        StringWriter out = new StringWriter();
        CommandLine hub = Main.commandLine().setOut(new PrintWriter(out));
        List<String> arguments = new ArrayList<>(command);
        arguments.add("--help");

        int code = hub.execute(arguments.toArray(String[]::new));

        assertThat(code).isZero();
        assertThat(out.toString()).startsWith("Usage: hub " + String.join(" ", command));
        assertThat(out.toString().lines().count()).as("more than a synopsis").isGreaterThan(3);
    }

    @ParameterizedTest
    @CsvSource({"11.0.2, 11", "1.8.0_292, 8", "16, 16"})
    void aJavaThatIsTooOldIsNamed(String version, String named) throws Exception {
        fakeJava(version);

        Ended ended = hub(Map.of("PATH", bin + File.pathSeparator + "/usr/bin:/bin"), "run");

        assertThat(ended.code()).isEqualTo(1);
        assertThat(ended.err()).contains("Java " + named + " is too old", "17 or newer", "JAVA_HOME");
        assertThat(ended.out()).isEmpty();
    }

    @Test
    void withoutAJavaItSaysWhatToInstall() throws Exception {
        Ended ended = hub(Map.of("JAVA_HOME", home.resolve("nowhere").toString()), "run");

        assertThat(ended.code()).isEqualTo(1);
        assertThat(ended.err()).contains("No Java found", "JDK 17");
    }

    @Test
    void withoutMavenItSaysWhatToInstall() throws Exception {
        fakeJava("17.0.1");
        for (String tool : List.of("dirname", "sed", "head", "find", "mkdir")) {
            script(tool, "#!/bin/sh\nexec " + tool(tool) + " \"$@\"\n");
        }
        Files.delete(home.resolve("target/hub.jar"));

        Ended ended = hub(Map.of("PATH", bin.toString()), "check");

        assertThat(ended.code()).isEqualTo(1);
        assertThat(ended.err()).contains("Maven (mvn) is needed");
    }

    @ParameterizedTest
    @CsvSource({"17.0.1, false", "21.0.1, true", "25, true"})
    void argumentsReachJavaWhole(String version, boolean archive) throws Exception {
        fakeJava(version);

        Ended ended = hub(
                Map.of("PATH", bin + File.pathSeparator + "/usr/bin:/bin", "HUB_JAVA_OPTIONS", "-Da=1 -Db=2"),
                "account",
                "add",
                "My Shop");

        assertThat(ended.code()).as(ended.err()).isZero();
        List<String> arguments = ended.out().lines().toList();
        assertThat(arguments)
                .contains("-Da=1", "-Db=2", "-Dhub.home=" + home)
                .endsWith("-jar", home.resolve("target/hub.jar").toString(), "account", "add", "My Shop");
        assertThat(arguments.subList(0, arguments.indexOf("-jar"))).allMatch(argument -> argument.startsWith("-"));
        assertThat(arguments.stream().anyMatch(argument -> argument.startsWith("-XX:SharedArchiveFile=" + home)))
                .isEqualTo(archive);
        assertThat(arguments.contains("-Xlog:disable"))
                .as("what the JVM says of the archive would stand in the command's output")
                .isEqualTo(archive);
    }

    private Ended hub(Map<String, String> environment, String... arguments) throws Exception {
        List<String> command =
                new ArrayList<>(List.of("/bin/sh", home.resolve("hub").toString()));
        command.addAll(Arrays.asList(arguments));
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectOutput(home.resolve("out").toFile())
                .redirectError(home.resolve("err").toFile());
        builder.environment().keySet().removeIf(name -> name.startsWith("HUB_"));
        builder.environment().remove("JAVA_HOME");
        if (!environment.containsKey("PATH")) {
            builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        }
        builder.environment().putAll(environment);
        Process process = builder.start();
        try {
            assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        } finally {
            process.destroyForcibly();
        }
        return new Ended(
                process.exitValue(), Files.readString(home.resolve("out")), Files.readString(home.resolve("err")));
    }

    private void fakeJava(String version) throws IOException {
        script("java", FAKE_JAVA.formatted(version));
    }

    private void script(String name, String content) throws IOException {
        Files.setPosixFilePermissions(
                Files.writeString(bin.resolve(name), content), PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private static Path tool(String name) {
        return Stream.of("/usr/bin", "/bin")
                .map(folder -> Path.of(folder, name))
                .filter(Files::isExecutable)
                .findFirst()
                .orElseThrow();
    }

    /** A jar without classes of its own that leads to those of the test. */
    private static void jar(Path file) throws IOException {
        Manifest manifest = new Manifest();
        Attributes main = manifest.getMainAttributes();
        main.put(Attributes.Name.MANIFEST_VERSION, "1.0");
        main.put(Attributes.Name.MAIN_CLASS, Main.class.getName());
        main.put(
                Attributes.Name.CLASS_PATH,
                Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                        .map(entry -> Path.of(entry).toUri().toString())
                        .collect(Collectors.joining(" ")));
        try (OutputStream out = Files.newOutputStream(file)) {
            new JarOutputStream(out, manifest).close();
        }
    }
}
