package io.caravanserai.check;

import io.caravanserai.config.Settings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.snakeyaml.engine.v2.nodes.Node;

/** Validates routes/ and edi-mappings/ without starting anything. */
public final class HubCheck {
    private static final String KAMELETS = "kamelets";
    /** The folders under routes/ whose route files the hub loads. */
    private static final List<String> LOADED = List.of("carriers", "customers", "hub");

    private final Path routes;
    private final Path mappings;
    private final Names names;
    private final Schema schema = Schema.ofFile();
    private final Components components = new Components();
    private final Formats formats;
    private List<Partner> partners = List.of();
    private Set<String> served = Set.of();

    /**
     * @param routes the folder routes/
     * @param mappings the folder edi-mappings/
     * @param settings what placeholders in routes are filled in from
     * @throws IllegalArgumentException when a setting of the hub's own has a value that cannot be used
     */
    public HubCheck(Path routes, Path mappings, Settings settings) {
        this.routes = routes;
        this.mappings = mappings;
        this.names = new Names(settings);
        this.formats = Formats.of(mappings);
    }

    /**
     * Checks everything.
     *
     * @throws UncheckedIOException when a folder cannot be listed
     */
    public CheckReport run() {
        List<Finding> findings = new ArrayList<>(routes());
        findings.addAll(MappingsCheck.check(mappings, served));
        findings.addAll(names.mistyped());
        return new CheckReport(
                files().size() + MappingsCheck.files(mappings),
                MappingsCheck.carriers(mappings).size(),
                findings);
    }

    /**
     * Checks routes/ alone.
     *
     * @throws UncheckedIOException when the folder cannot be listed
     */
    public List<Finding> routes() {
        List<Finding> findings = new ArrayList<>();
        List<Path> files = files();
        Set<String> beans = beans(files);
        Map<String, Kamelet> kamelets = kamelets(files, beans, findings);
        RouteCheck routeCheck = new RouteCheck(kamelets, names, beans, mappings, schema, components, formats);
        for (Path file : files) {
            Findings ofFile = new Findings(file.toString());
            String folder = folder(file);
            if (!folder.equals(KAMELETS)) {
                place(file, folder, ofFile);
                routeCheck.check(file, folder, ofFile);
            } else if (!file.toString().endsWith(KameletCheck.ENDING)) {
                ofFile.warning(0, "the file is not loaded", "name it <name>" + KameletCheck.ENDING);
            }
            findings.addAll(ofFile.sorted());
        }
        partners = routeCheck.partners();
        served = routeCheck.served();
        return findings;
    }

    /** The partners that enabled routes are about, for {@link OnlineCheck}; none before {@link #run}. */
    public List<Partner> partners() {
        return partners;
    }

    /** What the hub brings and what any route file declares; faults of the files are found later. */
    private Set<String> beans(List<Path> files) {
        Set<String> beans = new TreeSet<>(BeanNames.ALL);
        for (Path file : files) {
            Yaml.parse(file, new Findings(file.toString())).stream()
                    .flatMap(root -> Yaml.items(root).stream())
                    .flatMap(element -> Yaml.find(element, "beans").stream())
                    .flatMap(list -> Yaml.items(list).stream())
                    .flatMap(bean -> Yaml.text(bean, "name").stream())
                    .forEach(beans::add);
        }
        return beans;
    }

    private Map<String, Kamelet> kamelets(List<Path> files, Set<String> beans, List<Finding> findings) {
        Map<String, Kamelet> kamelets = new TreeMap<>();
        Map<String, Node> roots = new TreeMap<>();
        Map<String, Findings> ofFiles = new TreeMap<>();
        for (Path file : files) {
            if (folder(file).equals(KAMELETS) && file.toString().endsWith(KameletCheck.ENDING)) {
                String name = String.valueOf(file.getFileName()).replace(KameletCheck.ENDING, "");
                Findings ofFile = new Findings(file.toString());
                ofFiles.put(name, ofFile);
                Optional<Node> root = Yaml.parse(file, ofFile);
                root.ifPresent(node -> roots.put(name, node));
                root.ifPresent(node -> kamelets.put(name, Kamelet.of(name, node)));
            }
        }
        KameletCheck check = new KameletCheck(names, beans, schema, components, formats);
        ofFiles.forEach((name, ofFile) -> {
            Node root = roots.get(name);
            Kamelet kamelet = kamelets.get(name);
            if (root != null && kamelet != null) {
                check.check(kamelet, root, kamelets, ofFile);
            }
            findings.addAll(ofFile.sorted());
        });
        return kamelets;
    }

    private void place(Path file, String folder, Findings findings) {
        if (!file.toString().endsWith(RouteCheck.ENDING)) {
            findings.warning(0, "the file is not loaded", "name it <name>" + RouteCheck.ENDING);
        } else if (!LOADED.contains(folder)) {
            findings.warning(
                    0, "the file is not loaded", "move it to one of " + String.join(", ", LOADED) + " in " + routes);
        }
    }

    /** Where a file is under routes/, such as {@code carriers}; with deeper folders the whole way. */
    private String folder(Path file) {
        Path parent = routes.relativize(file).getParent();
        return parent == null ? "" : parent.toString();
    }

    /** Every YAML file, so that one with a wrong ending is not passed over in silence. */
    private List<Path> files() {
        try (Stream<Path> all = Files.walk(routes)) {
            return all.filter(Files::isRegularFile)
                    .filter(file -> file.toString().matches(".*\\.ya?ml"))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException("the folder " + routes + " cannot be read", e);
        }
    }
}
