package io.caravanserai.check;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/** Reads YAML as nodes, which unlike plain values know the line they came from. */
final class Yaml {
    private static final int MAX_FILE = 4 * 1024 * 1024;

    /** One {@code key: value} of a map, with the line of its key. */
    record Entry(String key, int line, Node value) {
        /** The value when it is a single one, else empty. */
        Optional<String> text() {
            return Yaml.text(value);
        }
    }

    private Yaml() {}

    /** The file's one document; empty, with a finding, when it is not readable YAML. */
    static Optional<Node> parse(Path file, Findings findings) {
        LoadSettings settings = LoadSettings.builder()
                .setLabel(findings.file())
                .setMaxAliasesForCollections(50)
                .setCodePointLimit(MAX_FILE)
                .build();
        try {
            Optional<Node> root = new Compose(settings).composeString(Files.readString(file));
            if (root.isEmpty()) {
                findings.warning(1, "the file is empty", "fill or delete it");
            }
            if (root.filter(node -> holdsItself(node, newIdentitySet())).isPresent()) {
                findings.error(1, "an alias (*) stands inside the part it repeats", "write the part out");
                return Optional.empty();
            }
            root.ifPresent(node -> noteRepeatedKeys(node, findings));
            return root;
        } catch (MarkedYamlEngineException e) {
            int line = e.getProblemMark().map(mark -> mark.getLine() + 1).orElse(0);
            String hint = "check indentation, and quote values that hold [ ] { } # or ': '";
            findings.error(line, "not readable as YAML: " + e.getProblem(), hint);
        } catch (YamlEngineException | IOException e) {
            findings.error(0, "not readable as YAML: " + e.getMessage(), "is it a text file in UTF-8?");
        }
        return Optional.empty();
    }

    private static Set<Node> newIdentitySet() {
        return Collections.newSetFromMap(new IdentityHashMap<>());
    }

    private static boolean holdsItself(Node node, Set<Node> around) {
        if (!around.add(node)) {
            return true;
        }
        boolean found = items(node).stream().anyMatch(item -> holdsItself(item, around))
                || entries(node).stream().anyMatch(entry -> holdsItself(entry.value(), around));
        around.remove(node);
        return found;
    }

    private static void noteRepeatedKeys(Node node, Findings findings) {
        Set<String> seen = new HashSet<>();
        for (Entry entry : entries(node)) {
            if (!seen.add(entry.key())) {
                findings.error(entry.line(), "'" + entry.key() + "' is given twice", "keep one of them");
            }
            noteRepeatedKeys(entry.value(), findings);
        }
        items(node).forEach(item -> noteRepeatedKeys(item, findings));
    }

    static int line(Node node) {
        return node.getStartMark().map(mark -> mark.getLine() + 1).orElse(0);
    }

    /** The entries of a map in order; none when it is no map. */
    static List<Entry> entries(Node node) {
        List<Entry> entries = new ArrayList<>();
        if (node instanceof MappingNode map) {
            for (NodeTuple tuple : map.getValue()) {
                Node key = tuple.getKeyNode();
                entries.add(new Entry(text(key).orElse(""), line(key), tuple.getValueNode()));
            }
        }
        return entries;
    }

    /** The items of a list; none when it is no list. */
    static List<Node> items(Node node) {
        return node instanceof SequenceNode list ? list.getValue() : List.of();
    }

    static Optional<Entry> entry(Node node, String key) {
        return entries(node).stream().filter(entry -> entry.key().equals(key)).findFirst();
    }

    /** The node under a path of keys, if there is one. */
    static Optional<Node> find(Node node, String... path) {
        Optional<Node> found = Optional.of(node);
        for (String key : path) {
            found = found.flatMap(n -> entry(n, key)).map(Entry::value);
        }
        return found;
    }

    /** A single value's text; empty for maps, lists and null. */
    static Optional<String> text(Node node) {
        return node instanceof ScalarNode scalar && !isNull(scalar) ? Optional.of(scalar.getValue()) : Optional.empty();
    }

    /** The text under a path of keys, if it is a single value. */
    static Optional<String> text(Node node, String... path) {
        return find(node, path).flatMap(Yaml::text);
    }

    private static boolean isNull(ScalarNode scalar) {
        return scalar.getTag().getValue().equals("tag:yaml.org,2002:null");
    }
}
