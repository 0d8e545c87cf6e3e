package io.caravanserai.cli;

import io.caravanserai.check.CheckReport;
import io.caravanserai.check.Finding;
import io.caravanserai.check.HubCheck;
import io.caravanserai.config.HubProperty;
import io.caravanserai.config.Settings;
import io.caravanserai.event.Json;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code ./hub check}: validates routes and mappings offline, in about a second. */
@Command(
        name = "check",
        mixinStandardHelpOptions = true,
        description = "Check routes, Kamelets and mappings without running them; names file and line of every finding.",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:no findings", "1:findings, or a setting that cannot be used", "2:wrong usage, missing folder"
        })
final class CheckCommand implements Callable<Integer> {
    @Mixin
    private ConfigOption config = new ConfigOption();

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Option(
            names = "--json",
            description = "One JSON object: {\"files\":..., \"carriers\":..., \"findings\":[{\"file\":..., ...}]}.")
    private boolean json;

    @Option(
            names = "--routes-dir",
            paramLabel = "DIR",
            description = "Folder of routes; default HUB_ROUTES_DIR or routes.")
    private @Nullable Path routesDir;

    @Option(
            names = "--mappings-dir",
            paramLabel = "DIR",
            description = "Folder of mappings; default HUB_MAPPINGS_DIR or edi-mappings.")
    private @Nullable Path mappingsDir;

    @Override
    public Integer call() {
        Settings settings = config.settings();
        Path routes = routesDir != null ? routesDir : Path.of(settings.get(HubProperty.ROUTES_DIR));
        Path mappings = mappingsDir != null ? mappingsDir : Path.of(settings.get(HubProperty.MAPPINGS_DIR));
        if (isMissing(routes, "--routes-dir or HUB_ROUTES_DIR")
                || isMissing(mappings, "--mappings-dir or HUB_MAPPINGS_DIR")) {
            return 2;
        }
        CheckReport report = new HubCheck(routes, mappings, settings).run();
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            out.println(Json.text(report));
        } else {
            report.findings().forEach(finding -> out.println(line(finding)));
            out.println(report.summary());
        }
        out.flush();
        return report.findings().isEmpty() ? 0 : 1;
    }

    private boolean isMissing(Path folder, String option) {
        if (Files.isDirectory(folder)) {
            return false;
        }
        spec.commandLine()
                .getErr()
                .println("There is no folder " + folder.toAbsolutePath()
                        + ": run it in the hub's own folder or name another (" + option + ").");
        return true;
    }

    /** As compilers print it, the severity in colour when a person reads it. */
    private String line(Finding finding) {
        if (!spec.commandLine().getColorScheme().ansi().enabled()) {
            return finding.toString();
        }
        String word = finding.severity().word();
        String style = finding.severity() == Finding.Severity.ERROR ? "@|bold,red " : "@|bold,yellow ";
        return finding.toString().replaceFirst(": " + word + ": ", ": " + Ansi.ON.string(style + word + "|@") + ": ");
    }
}
