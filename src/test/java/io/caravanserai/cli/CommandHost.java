package io.caravanserai.cli;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.File;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import picocli.CommandLine.Help;

/**
 * The hub's command line in a process that stays, with a {@code ./hub} that hands each command to it: whoever pastes
 * many waits for one start of Java. {@code ./hub run} keeps running in it.
 */
final class CommandHost {
    private static final String PORT_FILE = "command-host-port";
    private static final String FOLDER = "Answer-Folder";

    private CommandHost() {}

    /**
     * Starts it and waits until commands can be given.
     *
     * @param home working directory of the commands; gets the file {@code hub}
     * @param settings the hub's environment variables
     * @param log what the commands print beside their answers, the hub's log
     */
    static Process start(Path home, Map<String, String> settings, Path log) throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(java(CommandHost.class))
                .directory(home.toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile());
        builder.environment().keySet().removeIf(name -> name.startsWith("HUB_"));
        builder.environment().putAll(settings);
        Process host = builder.start();
        launcher(home);
        Path port = home.resolve(PORT_FILE);
        while (Files.notExists(port)) {
            if (host.waitFor(20, TimeUnit.MILLISECONDS)) {
                throw new IOException("the commands have no process: " + Files.readString(log));
            }
        }
        return host;
    }

    private static List<String> java(Class<?> main) {
        return List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                // the tests' own log configuration comes first on their class path
                "-Dlogback.configurationFile=logback.xml",
                "-cp",
                Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                        .map(entry -> Path.of(entry).toAbsolutePath().toString())
                        .collect(Collectors.joining(File.pathSeparator)),
                main.getName());
    }

    /** A command with another data folder is none of the process's: it gets one of its own. */
    private static void launcher(Path home) throws IOException {
        List<String> own = new ArrayList<>(java(Main.class));
        own.replaceAll(word -> "'" + word + "'");
        Path file = Files.writeString(
                home.resolve("hub"),
                """
                #!/bin/sh
                if [ -n "${HUB_DATA_DIR:-}" ]; then exec %s "$@"; fi
                answer=$(mktemp -d)
                code=$(printf '%%s\\0' "$@" | curl -s --data-binary @- -H "%s: $answer" "localhost:$(cat %s)")
                cat "$answer/out"
                cat "$answer/err" >&2
                exit "$code"
                """
                        .formatted(String.join(" ", own), FOLDER, PORT_FILE));
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    public static void main(String[] arguments) throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(Executors.newCachedThreadPool());
        server.createContext("/", CommandHost::execute);
        server.start();
        Path draft = Files.writeString(
                Path.of(PORT_FILE + ".part"), String.valueOf(server.getAddress().getPort()));
        Files.move(draft, Path.of(PORT_FILE), StandardCopyOption.ATOMIC_MOVE);
        while (System.in.read() >= 0) {
            // until whoever started it is gone
        }
        Runtime.getRuntime().halt(0);
    }

    private static void execute(HttpExchange exchange) throws IOException {
        Path folder = Path.of(exchange.getRequestHeaders().getFirst(FOLDER));
        String[] words = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8).split("\0", -1);
        int code;
        try (PrintWriter out = new PrintWriter(Files.newBufferedWriter(folder.resolve("out")), true);
                PrintWriter err = new PrintWriter(Files.newBufferedWriter(folder.resolve("err")), true)) {
            code = Main.commandLine()
                    .setOut(out)
                    .setErr(err)
                    .setColorScheme(Help.defaultColorScheme(Help.Ansi.OFF))
                    .execute(Arrays.copyOf(words, words.length - 1));
        }
        byte[] answer = String.valueOf(code).getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(200, answer.length);
        exchange.getResponseBody().write(answer);
        exchange.close();
    }
}
