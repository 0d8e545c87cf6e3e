package io.caravanserai.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.caravanserai.check.CheckReport;
import io.caravanserai.check.Finding;
import io.caravanserai.check.HubCheck;
import io.caravanserai.check.OnlineCheck;
import io.caravanserai.check.Partner;
import io.caravanserai.check.Verdict;
import io.caravanserai.config.HubProperty;
import io.caravanserai.config.Settings;
import io.caravanserai.event.Json;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
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
        },
        footerHeading = "%nExamples:%n",
        footer = {"  ./hub check", "  ./hub check --online --timeout 5"})
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
            names = "--online",
            description =
                    "Also look at the servers of enabled routes: name, port, TLS, sFTP host key, login, folder and the"
                            + " right to write (by an empty file that is deleted at once), and whether secrets are there."
                            + " No carrier is asked about a parcel.")
    private boolean online;

    @Option(
            names = "--timeout",
            paramLabel = "SECONDS",
            defaultValue = "10",
            description = "How long --online waits for each answer, 10 unless told.")
    private int timeout;

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
        HubCheck check = new HubCheck(routes, mappings, settings);
        CheckReport report = check.run();
        PrintWriter out = spec.commandLine().getOut();
        if (!json) {
            report.findings().forEach(finding -> out.println(line(finding)));
            out.println(report.summary());
            out.flush();
        }
        List<Verdict> verdicts = online ? online(check.partners()) : List.of();
        if (json) {
            ObjectNode all = Json.mapper().valueToTree(report);
            if (online) {
                all.set("online", Json.mapper().valueToTree(verdicts));
            }
            out.println(Json.text(all));
        } else {
            verdicts.forEach(verdict -> out.println(line(verdict)));
        }
        out.flush();
        boolean isReachable = verdicts.stream().noneMatch(verdict -> verdict.status() == Verdict.Status.FAILED);
        return report.findings().isEmpty() && isReachable ? 0 : 1;
    }

    private List<Verdict> online(List<Partner> partners) {
        PrintWriter err = spec.commandLine().getErr();
        boolean isTerminal = isColoured() && !json;
        OnlineCheck.Progress progress = (looks, all) -> {
            if (isTerminal) {
                err.print("\r" + looks + " of " + all + (looks == all ? " looked at\n" : " looked at"));
                err.flush();
            }
        };
        return new OnlineCheck(Duration.ofSeconds(Math.max(1, timeout)), progress).run(partners);
    }

    private boolean isColoured() {
        return spec.commandLine().getColorScheme().ansi().enabled();
    }

    private String line(Verdict verdict) {
        if (!isColoured()) {
            return verdict.toString();
        }
        String style =
                switch (verdict.status()) {
                    case OK -> "@|green ";
                    case CLOSED -> "@|faint ";
                    case FAILED -> "@|bold,red ";
                };
        String word = verdict.status().word();
        return Ansi.ON.string(style + word + "|@") + verdict.toString().substring(word.length());
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
        if (!isColoured()) {
            return finding.toString();
        }
        String word = finding.severity().word();
        String style = finding.severity() == Finding.Severity.ERROR ? "@|bold,red " : "@|bold,yellow ";
        return finding.toString().replaceFirst(": " + word + ": ", ": " + Ansi.ON.string(style + word + "|@") + ": ");
    }
}
