package io.caravanserai.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.caravanserai.GeneratedPage;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;

/** docs/commands.md is what {@code --help} prints, and that is enough to use a command. */
class CommandReferenceTest {
    private static final String HEAD =
            """
            All commands are `./hub COMMAND` in the hub's folder; the exit code is 0 for good, 1 for a finding or a failure, 2 for
            wrong usage. Colours appear on a terminal alone, and not with `NO_COLOR` set. `./hub completion bash` prints a
            script that completes commands, options and values; the help below is what `--help` prints.
            """;

    @Test
    void thePageIsCurrent() throws Exception {
        StringBuilder body = new StringBuilder(HEAD);
        for (CommandLine command : commands()) {
            String name = command.getCommandSpec().qualifiedName(" ");
            body.append("\n## `./").append(name).append("`\n\n```text\n");
            body.append(command.getUsageMessage(Ansi.OFF).stripTrailing().replaceAll("(?m) +$", ""));
            body.append("\n```\n");
        }

        GeneratedPage.holds(Path.of("docs/commands.md"), "Commands", body.toString());
    }

    /** All of them, each before its own. */
    static List<CommandLine> commands() {
        List<CommandLine> all = new ArrayList<>();
        add(Main.commandLine(), all);
        return all;
    }

    private static void add(CommandLine command, List<CommandLine> all) {
        all.add(command);
        command.getSubcommands().values().forEach(each -> add(each, all));
    }

    static List<CommandLine> whatRuns() {
        return commands().stream()
                .filter(command -> command.getSubcommands().isEmpty())
                .toList();
    }

    @ParameterizedTest
    @MethodSource("whatRuns")
    void everyCommandShowsAnExampleAndItsExitCodes(CommandLine command) {
        String help = command.getUsageMessage(Ansi.OFF);

        assertThat(help)
                .containsPattern(
                        "(?m)^Examples?:$\\n  \\./" + command.getCommandSpec().qualifiedName(" "))
                .containsPattern("(?m)^Exit codes:$\\n  0  ");
    }
}
