package io.caravanserai.testkit.cluster;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** A main class of this class path in a process of its own, to be stopped, killed and started again. */
public final class JavaProcess implements AutoCloseable {
    private static final Set<Process> LIVE = ConcurrentHashMap.newKeySet();

    static {
        // whoever is interrupted leaves none behind
        Runtime.getRuntime().addShutdownHook(new Thread(() -> LIVE.forEach(Process::destroyForcibly)));
    }

    private final Path log;
    private final Map<String, String> environment;
    private final List<String> command;
    private Process process;

    private JavaProcess(Path log, Map<String, String> environment, List<String> command) throws IOException {
        this.log = log;
        this.environment = environment;
        this.command = command;
        this.process = launch();
    }

    /**
     * @param log where all it prints goes
     * @param environment besides this process's own without the hub's settings
     * @param options of its JVM, which may give another class path than this process's
     */
    static JavaProcess launch(
            Path log, Map<String, String> environment, List<String> options, String mainClass, String argument)
            throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-cp", System.getProperty("java.class.path")));
        // the tests' own log configuration comes first on their class path
        command.add("-Dlogback.configurationFile=logback.xml");
        command.addAll(options);
        command.addAll(List.of(mainClass, argument));
        return new JavaProcess(log, environment, command);
    }

    private Process launch() throws IOException {
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().keySet().removeIf(name -> name.startsWith("HUB_"));
        builder.environment().putAll(environment);
        Process launched = builder.redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                .start();
        LIVE.removeIf(other -> !other.isAlive());
        LIVE.add(launched);
        return launched;
    }

    /** Starts it again after its end, with the same settings. */
    void relaunch() throws IOException {
        process = launch();
    }

    boolean isAlive() {
        return process.isAlive();
    }

    int exitValue() {
        return process.exitValue();
    }

    /** Kills it as {@code kill -9} does and returns when it is gone. */
    void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    /** Sends SIGTERM. */
    void terminate() {
        process.destroy();
    }

    /** Sends a signal by its name, such as {@code STOP}. */
    void signal(String name) throws IOException, InterruptedException {
        Signals.send(name, process.pid());
    }

    /** All it has printed. */
    String output() throws IOException {
        return Files.readString(log);
    }

    @Override
    public void close() throws InterruptedException {
        kill();
    }
}
