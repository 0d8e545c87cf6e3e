package io.caravanserai.testkit;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** A reader's one terminal: a bash into which the blocks of a page are pasted, one after the other. */
public final class PageShell implements AutoCloseable {
    private static final String END = "-- that was the block --";
    private static final int PATIENCE_MINUTES = 4;

    private final Path block;
    private final Process bash;
    private final BufferedReader said;
    private final Writer keys;

    private PageShell(Path block, Process bash) {
        this.block = block;
        this.bash = bash;
        this.said = bash.inputReader(StandardCharsets.UTF_8);
        this.keys = bash.outputWriter(StandardCharsets.UTF_8);
    }

    /**
     * @param folder where it is
     * @param environment what the reader has set, besides this process's own without the hub's settings
     */
    public static PageShell in(Path folder, Map<String, String> environment) throws IOException {
        ProcessBuilder builder =
                new ProcessBuilder("bash").directory(folder.toFile()).redirectErrorStream(true);
        builder.environment().keySet().removeIf(name -> name.startsWith("HUB_"));
        builder.environment().putAll(environment);
        PageShell shell = new PageShell(Files.createTempFile(folder, "block", ".sh"), builder.start());
        // a block that waits for ever ends with the terminal
        CompletableFuture.delayedExecutor(PATIENCE_MINUTES, TimeUnit.MINUTES).execute(shell::close);
        shell.paste("set -euo pipefail");
        return shell;
    }

    /**
     * Runs lines; variables that earlier ones have set are there.
     *
     * @return all that they print
     * @throws AssertionError with that when a command fails
     */
    public String paste(String lines) throws IOException {
        Files.writeString(block, lines);
        // a command that reads does not get what is pasted next
        keys.write(". '%s' </dev/null; printf '\\n%s\\n'%n".formatted(block, END));
        keys.flush();
        StringBuilder out = new StringBuilder();
        for (String line = said.readLine(); !END.equals(line); line = said.readLine()) {
            if (line == null) {
                throw new AssertionError("a command failed, or took too long:%n%s%n%s".formatted(lines, out));
            }
            out.append(line).append('\n');
        }
        return out.toString().strip();
    }

    @Override
    public void close() {
        bash.descendants().forEach(ProcessHandle::destroyForcibly);
        bash.destroyForcibly();
    }
}
