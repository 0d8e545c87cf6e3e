package io.caravanserai.cli;

import io.caravanserai.config.Settings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The {@code --config} option that every command which needs settings shares. */
final class ConfigOption {
    @Option(
            names = "--config",
            paramLabel = "FILE",
            description = "Properties file; see config/hub.properties.example. Environment variables win over it.")
    private @Nullable Path file;

    @Spec(Spec.Target.MIXEE)
    private CommandSpec command = CommandSpec.create();

    /**
     * @throws ParameterException when the file cannot be read
     */
    Settings settings() {
        Path named = file;
        if (named != null && !Files.isReadable(named)) {
            throw new ParameterException(
                    command.commandLine(), "The configuration file " + named + " does not exist or is unreadable.");
        }
        try {
            return Settings.of(named);
        } catch (IOException e) {
            throw new ParameterException(
                    command.commandLine(), "The configuration file " + named + " cannot be read: " + e, e);
        }
    }
}
