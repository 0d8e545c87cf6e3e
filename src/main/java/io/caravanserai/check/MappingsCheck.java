package io.caravanserai.check;

import io.caravanserai.check.Finding.Severity;
import io.caravanserai.ediview.Dictionary;
import io.caravanserai.harmonize.EventCode;
import io.caravanserai.harmonize.EventCodes;
import io.caravanserai.harmonize.MappingLibrary;
import io.caravanserai.label.api.LabelMappingCheck;
import io.caravanserai.label.template.LabelTemplate;
import io.caravanserai.mapping.MappingException;
import io.caravanserai.mapping.MappingProblem;
import io.caravanserai.page.LanguageCheck;
import io.caravanserai.page.PageLanguages;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Checks the mappings folder by loading it as the hub does. */
final class MappingsCheck {
    static final String MAPPING = "tracking.map.yaml";

    private MappingsCheck() {}

    /** @param served carriers that a route brings data in for */
    static List<Finding> check(Path mappings, Set<String> served) {
        List<Finding> findings = new ArrayList<>();
        try {
            MappingLibrary library = MappingLibrary.load(mappings);
            languages(mappings, library.codes(), findings);
            library.setAside()
                    .values()
                    .forEach(problems -> problems.forEach(problem -> findings.add(finding(problem))));
            library.carriers().stream()
                    .flatMap(carrier -> library.carrier(carrier).stream())
                    .flatMap(mapping -> mapping.doubts().stream())
                    .map(doubt -> new Finding(doubt.file(), doubt.line(), Severity.WARNING, doubt.message(), ""))
                    .forEach(findings::add);
        } catch (MappingException e) {
            e.problems().forEach(problem -> findings.add(finding(problem)));
        }
        for (String standard : List.of("x12", "edifact")) {
            try {
                Dictionary.load(mappings, standard);
            } catch (MappingException e) {
                e.problems().forEach(problem -> findings.add(finding(problem)));
            }
        }
        labels(mappings.resolve(LabelTemplate.FOLDER), findings);
        for (Path folder : folders(mappings)) {
            LabelMappingCheck.problems(mappings, String.valueOf(folder.getFileName()))
                    .forEach(problem -> findings.add(finding(problem)));
            boolean isCarrier = !MappingLibrary.OWN_FOLDERS.contains(String.valueOf(folder.getFileName()));
            if (isCarrier && !Files.isRegularFile(folder.resolve(MAPPING))) {
                findings.add(new Finding(
                        folder.toString(),
                        0,
                        Severity.WARNING,
                        "the folder has no " + MAPPING + " and is not read",
                        "write one or delete the folder"));
            } else if (isCarrier) {
                carrier(folder, served, findings);
            }
        }
        return findings;
    }

    private static void carrier(Path folder, Set<String> served, List<Finding> findings) {
        String name = String.valueOf(folder.getFileName());
        if (!served.contains(name)) {
            findings.add(new Finding(
                    folder.resolve(MAPPING).toString(),
                    0,
                    Severity.WARNING,
                    "no route brings data of the carrier '" + name + "' in",
                    "write carriers/" + name + ".camel.yaml in the folder of routes"));
        }
        SamplesCheck.check(name, folder.resolve("samples"), findings);
    }

    private static void languages(Path mappings, EventCodes codes, List<Finding> findings) {
        PageLanguages languages = new PageLanguages(mappings);
        if (!languages.isWanted()) {
            return;
        }
        try {
            languages.reload();
        } catch (MappingException e) {
            e.problems().forEach(problem -> findings.add(finding(problem)));
        }
        Set<String> keys = codes.all().stream().map(EventCode::key).collect(Collectors.toSet());
        LanguageCheck.doubts(mappings, keys).stream()
                .map(doubt -> new Finding(doubt.file(), doubt.line(), Severity.WARNING, doubt.message(), ""))
                .forEach(findings::add);
    }

    private static void labels(Path folder, List<Finding> findings) {
        if (!Files.isDirectory(folder)) {
            return;
        }
        try (Stream<Path> all = Files.list(folder)) {
            for (Path file : all.sorted().toList()) {
                if (file.toString().endsWith(LabelTemplate.ENDING)) {
                    label(file, findings);
                } else {
                    findings.add(new Finding(
                            file.toString(),
                            0,
                            Severity.WARNING,
                            "the file is not read",
                            "name it <name>" + LabelTemplate.ENDING));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException("the folder " + folder + " cannot be read", e);
        }
    }

    private static void label(Path file, List<Finding> findings) {
        try {
            LabelTemplate.load(file);
        } catch (MappingException e) {
            e.problems().forEach(problem -> findings.add(finding(problem)));
        }
    }

    /** Names of the folders that have a mapping, sorted. */
    static List<String> carriers(Path mappings) {
        return folders(mappings).stream()
                .filter(folder -> Files.isRegularFile(folder.resolve(MAPPING)))
                .map(folder -> String.valueOf(folder.getFileName()))
                .toList();
    }

    /** How many files are read: mappings, tables and schemas, without samples. */
    static int files(Path mappings) {
        try (Stream<Path> all = Files.walk(mappings, 2)) {
            return (int) all.filter(Files::isRegularFile)
                    .filter(file -> file.toString().matches(".*\\.(yaml|csv)"))
                    .count();
        } catch (IOException e) {
            throw new UncheckedIOException("the folder " + mappings + " cannot be read", e);
        }
    }

    private static Finding finding(MappingProblem problem) {
        return new Finding(problem.file(), problem.line(), Severity.ERROR, problem.message(), "");
    }

    private static List<Path> folders(Path mappings) {
        try (Stream<Path> all = Files.list(mappings)) {
            return all.filter(Files::isDirectory).sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException("the folder " + mappings + " cannot be read", e);
        }
    }
}
