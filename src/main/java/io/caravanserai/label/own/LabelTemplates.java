package io.caravanserai.label.own;

import io.caravanserai.label.model.LabelSize;
import io.caravanserai.label.template.LabelException;
import io.caravanserai.label.template.LabelTemplate;
import io.caravanserai.mapping.MappingException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/**
 * The templates in edi-mappings/labels/, each as it was when it was last read without a fault. One whose file is gone
 * stays until the hub stops, so that labels made with it can still be drawn.
 */
public final class LabelTemplates {
    /** The template of services that have none of their own. */
    public static final String STANDARD = "gs1";

    private final Path folder;
    /** Empty for one that never was without a fault. */
    private final Map<String, Optional<LabelTemplate>> templates = new ConcurrentHashMap<>();

    /**
     * Reads nothing yet.
     *
     * @param mappings the folder edi-mappings/
     */
    public LabelTemplates(Path mappings) {
        this.folder = mappings.resolve(LabelTemplate.FOLDER);
    }

    /** The files there are now, sorted. */
    public List<Path> files() {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> all = Files.list(folder)) {
            return all.filter(this::isTemplate).sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException("the folder " + folder + " cannot be read", e);
        }
    }

    /**
     * Reads a file.
     *
     * @throws MappingException with every fault; what was good before stays in use
     */
    public void reload(Path file) throws MappingException {
        String name = name(file);
        templates.putIfAbsent(name, Optional.empty());
        templates.put(name, Optional.of(LabelTemplate.load(file)));
    }

    /** Whether a file is one of these. */
    public boolean isTemplate(Path file) {
        return folder.equals(file.getParent()) && file.toString().endsWith(LabelTemplate.ENDING);
    }

    /** Whether what a file said before is in use. */
    public boolean isInUse(Path file) {
        return templates.getOrDefault(name(file), Optional.empty()).isPresent();
    }

    private static String name(Path file) {
        String name = String.valueOf(file.getFileName());
        return name.substring(0, name.length() - LabelTemplate.ENDING.length());
    }

    /** The name of the template for a service: its own, or {@link #STANDARD}. */
    public String nameFor(String service) {
        return templates.containsKey(service) ? service : STANDARD;
    }

    /** Codes of the sizes in which labels of a service come; empty while its template has a fault. */
    public List<String> sizesFor(String service) {
        return templates.getOrDefault(nameFor(service), Optional.empty()).stream()
                .flatMap(template -> template.sizes().stream())
                .map(LabelSize::code)
                .toList();
    }

    /**
     * A template by name.
     *
     * @throws LabelException when there is none, or it has a fault
     */
    LabelTemplate get(String name) throws LabelException {
        Optional<LabelTemplate> found = templates.get(name);
        if (found == null || found.isEmpty()) {
            Path file = folder.resolve(name + LabelTemplate.ENDING);
            throw new LabelException(
                    name,
                    found == null
                            ? "is no template: " + file + " is missing"
                            : "is a template with a fault: ./hub check tells the line of " + file);
        }
        return found.get();
    }
}
