package io.caravanserai.mapping;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/** A YAML value that knows its line; wrong shapes are noted as problems, not thrown. */
public final class YamlNode {
    private static final int MAX_FILE = 4 * 1024 * 1024;

    private final Node node;
    private final Problems problems;

    private YamlNode(Node node, Problems problems) {
        this.node = node;
        this.problems = problems;
    }

    /** The one document of a file; empty, with a problem noted, when it cannot be read or is not readable YAML. */
    public static Optional<YamlNode> read(Path file, Problems problems) {
        try {
            return parse(Files.readString(file), problems);
        } catch (IOException e) {
            problems.add(0, "cannot be read as UTF-8 text: " + e.getMessage());
            return Optional.empty();
        }
    }

    /** The file's one document; empty, with a problem noted, when it is not readable YAML. */
    public static Optional<YamlNode> parse(String text, Problems problems) {
        LoadSettings settings = LoadSettings.builder()
                .setLabel(problems.file())
                .setMaxAliasesForCollections(50)
                .setCodePointLimit(MAX_FILE)
                .build();
        try {
            Optional<Node> root = new Compose(settings).composeString(text);
            if (root.isEmpty()) {
                problems.add(1, "the file is empty");
            }
            return root.map(n -> new YamlNode(n, problems));
        } catch (MarkedYamlEngineException e) {
            int line = e.getProblemMark().map(m -> m.getLine() + 1).orElse(0);
            problems.add(
                    line, "not readable as YAML: " + e.getProblem() + " (quote values that hold [ ] { } # or ': ')");
            return Optional.empty();
        } catch (YamlEngineException e) {
            problems.add(0, "not readable as YAML: " + e.getMessage());
            return Optional.empty();
        }
    }

    public int line() {
        return node.getStartMark().map(m -> m.getLine() + 1).orElse(0);
    }

    public void problem(String message) {
        problems.add(line(), message);
    }

    public boolean isScalar() {
        return node instanceof ScalarNode;
    }

    public boolean isMap() {
        return node instanceof MappingNode;
    }

    public boolean isList() {
        return node instanceof SequenceNode;
    }

    /** The scalar's text; empty, with a problem, when it is a list or a map. */
    public Optional<String> text(String what) {
        if (node instanceof ScalarNode scalar) {
            return Optional.of(scalar.getValue());
        }
        problem(what + " must be one value, not a " + (isMap() ? "map" : "list"));
        return Optional.empty();
    }

    /** The items of a list; anything else is a list of one. */
    public List<YamlNode> items() {
        if (node instanceof SequenceNode sequence) {
            return sequence.getValue().stream()
                    .map(n -> new YamlNode(n, problems))
                    .toList();
        }
        return List.of(this);
    }

    /** The entries of a map in order; a problem and nothing when it is none. */
    public Map<String, YamlNode> entries(String what) {
        Map<String, YamlNode> entries = new LinkedHashMap<>();
        if (!(node instanceof MappingNode mapping)) {
            problem(what + " must be a map of 'name: value' lines");
            return entries;
        }
        for (NodeTuple tuple : mapping.getValue()) {
            YamlNode key = new YamlNode(tuple.getKeyNode(), problems);
            String name = key.text("a key of " + what).orElse("");
            if (entries.put(name, new YamlNode(tuple.getValueNode(), problems)) != null) {
                key.problem("'" + name + "' is given twice in " + what);
            }
        }
        return entries;
    }

    /** The line of each key of a map; nothing when it is none. */
    public Map<String, Integer> keyLines() {
        Map<String, Integer> lines = new LinkedHashMap<>();
        if (node instanceof MappingNode mapping) {
            for (NodeTuple tuple : mapping.getValue()) {
                YamlNode key = new YamlNode(tuple.getKeyNode(), problems);
                if (key.node instanceof ScalarNode name) {
                    lines.putIfAbsent(name.getValue(), key.line());
                }
            }
        }
        return lines;
    }

    /** Like {@link #entries(String)}, and notes keys that are not allowed. */
    public Map<String, YamlNode> entries(String what, List<String> allowed) {
        Map<String, YamlNode> entries = entries(what);
        List<String> unknown = new ArrayList<>();
        entries.forEach((name, value) -> {
            if (!allowed.contains(name)) {
                unknown.add(name);
                value.problem("unknown key '" + name + "' in " + what + Suggest.hint(name, allowed));
            }
        });
        unknown.forEach(entries::remove);
        return entries;
    }
}
