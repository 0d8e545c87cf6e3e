package io.caravanserai.reload;

import io.caravanserai.edi.status.StatusTables;
import io.caravanserai.harmonize.LiveMappings;
import io.caravanserai.harmonize.MappingLibrary;
import io.caravanserai.label.own.LabelTemplates;
import io.caravanserai.label.template.LabelTemplate;
import io.caravanserai.mapping.MappingException;
import io.caravanserai.mapping.MappingProblem;
import io.caravanserai.page.PageLanguages;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The folder edi-mappings/ of a running hub. An edit of a carrier's folder takes effect for that carrier alone; one of
 * the tables that all share gives all carriers a new snapshot, or none; the status tables of customers' files are taken
 * over each for itself, wherever they are, and so are templates of labels and the languages of the tracking page. What is bad leaves in use what was good.
 */
public final class MappingFiles {
    private static final Logger LOG = LoggerFactory.getLogger(MappingFiles.class);
    private static final Set<String> SHARED = Set.of(MappingLibrary.HARMONIZED, "x12", "edifact");

    private final LiveMappings mappings;
    private final StatusTables tables;
    private final LabelTemplates labels;
    private final PageLanguages languages;
    private final Path folder;
    private final FileStates states;
    private final Set<String> refused = new TreeSet<>();
    private final Set<Path> refusedLabels = new TreeSet<>();

    public MappingFiles(
            LiveMappings mappings,
            StatusTables tables,
            LabelTemplates labels,
            PageLanguages languages,
            Path folder,
            FileStates states) {
        this.mappings = mappings;
        this.tables = tables;
        this.labels = labels;
        this.languages = languages;
        this.folder = folder;
        this.states = states;
        tellAll();
        mappings.get().setAside().forEach((name, problems) -> refuse(name, problems, false));
        labels.files().forEach(this::reloadLabel);
        if (languages.isWanted()) {
            reloadLanguages();
        }
    }

    /** Takes over the changed files; what was refused before is tried again. */
    synchronized void reload(Set<Path> changed) {
        Set<String> names = new TreeSet<>(refused);
        changed.stream()
                .filter(file -> file.startsWith(folder))
                .map(folder::relativize)
                .filter(file -> file.getNameCount() > 1)
                .forEach(file -> names.add(file.getName(0).toString()));
        names.remove(LabelTemplate.FOLDER);
        if (names.remove(PageLanguages.FOLDER)) {
            reloadLanguages();
        }
        refused.clear();
        if (names.stream().anyMatch(name -> SHARED.contains(name.split("/", 2)[0]))) {
            reloadAll(names);
        } else {
            names.forEach(this::reload);
        }
        tables.files().forEach(this::reloadTable);
        Set<Path> templates = new TreeSet<>(refusedLabels);
        changed.stream().filter(labels::isTemplate).forEach(templates::add);
        templates.forEach(this::reloadLabel);
    }

    /** All or none, so that no page mixes what belongs to two edits. */
    private void reloadLanguages() {
        try {
            languages.reload();
            states.runs(languages.folder(), List.of());
            LOG.info("languages of the tracking page loaded folder={}", languages.folder());
        } catch (MappingException e) {
            states.refuse(languages.folder(), first(e.problems()), languages.isInUse() ? List.of() : null);
        }
    }

    private void reloadLabel(Path file) {
        refusedLabels.remove(file);
        if (Files.notExists(file)) {
            LOG.warn("label template gone, it stays in use until the hub stops file={}", file);
            states.forget(file);
            return;
        }
        try {
            labels.reload(file);
            states.runs(file, List.of());
            LOG.info("label template loaded file={}", file);
        } catch (MappingException e) {
            refusedLabels.add(file);
            states.refuse(file, first(e.problems()), labels.isInUse(file) ? List.of() : null);
        }
    }

    private void reloadTable(Path file) {
        if (Files.notExists(file)) {
            LOG.warn("status table gone, what uses it goes on with what it said file={}", file);
            states.forget(file);
            return;
        }
        try {
            boolean isNew = tables.reload(file);
            if (isNew || states.isFailure(file)) {
                states.runs(file, List.of());
                LOG.info("status table loaded file={}", file);
            }
        } catch (IllegalArgumentException | UncheckedIOException e) {
            states.refuse(file, String.valueOf(e.getMessage()), List.of());
        }
    }

    private void reload(String carrier) {
        List<MappingProblem> problems = mappings.reload(carrier);
        boolean runs = mappings.get().carrier(carrier).isPresent();
        if (!problems.isEmpty()) {
            refuse(carrier, problems, runs);
        } else if (runs) {
            states.runs(folder.resolve(carrier), List.of());
            LOG.info("mapping loaded carrier={}", carrier);
        } else if (!Files.exists(folder.resolve(carrier).resolve("tracking.map.yaml"))) {
            states.forget(folder.resolve(carrier));
            LOG.info("mapping gone carrier={}", carrier);
        }
    }

    private void reloadAll(Set<String> changed) {
        try {
            mappings.reloadAll();
            changed.forEach(name -> states.forget(folder.resolve(name)));
            tellAll();
            mappings.get().setAside().forEach((name, problems) -> refuse(name, problems, false));
            LOG.info("all mappings loaded because of={}", changed);
        } catch (MappingException e) {
            changed.forEach(name -> refuse(name, e.problems(), true));
        }
    }

    private void tellAll() {
        mappings.get().carriers().forEach(carrier -> states.runs(folder.resolve(carrier), List.of()));
    }

    private void refuse(String name, List<MappingProblem> problems, boolean runs) {
        refused.add(name);
        states.refuse(folder.resolve(name), first(problems), runs ? List.of() : null);
    }

    private static String first(List<MappingProblem> problems) {
        String more = problems.size() > 1 ? " (and " + (problems.size() - 1) + " more)" : "";
        return problems.get(0) + more;
    }
}
