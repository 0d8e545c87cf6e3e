package io.caravanserai.edi;

import io.caravanserai.edi.MessageSchema.Entry;
import io.caravanserai.edi.MessageSchema.Loop;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/** Reads the YAML form of a {@link MessageSchema}; every complaint names file and line. */
final class SchemaReader {
    private static final Pattern MESSAGE = Pattern.compile("(x12|edifact)/[A-Z0-9]{3,6}");
    private static final Pattern TAG = Pattern.compile("[A-Z][A-Z0-9]{1,2}");
    private static final Set<String> TOP_KEYS = Set.of("message", "description", "any_order", "content");
    private static final Set<String> ENTRY_KEYS =
            Set.of("segment", "loop", "required", "max", "from", "any_order", "content", "description");
    private static final int DEEPEST = 12;

    private final String file;

    SchemaReader(String file) {
        this.file = file;
    }

    MessageSchema read(String text) {
        MappingNode top = mapping(compose(text), "a message schema");
        known(top, TOP_KEYS);
        String message = text(required(top, "message"));
        if (!MESSAGE.matcher(message).matches()) {
            throw fault(top, "message: '" + message + "' is not x12/<set> or edifact/<message>");
        }
        return new MessageSchema(message, loop(top, List.of(), 0));
    }

    private Node compose(String text) {
        try {
            LoadSettings settings = LoadSettings.builder()
                    .setLabel(file)
                    .setMaxAliasesForCollections(50)
                    .build();
            Optional<Node> node = new Compose(settings).composeString(text);
            return node.orElseThrow(() -> new IllegalArgumentException(file + ":1: the file is empty"));
        } catch (MarkedYamlEngineException e) {
            int line = e.getProblemMark().map(mark -> mark.getLine() + 1).orElse(1);
            throw new IllegalArgumentException(file + ":" + line + ": " + e.getProblem(), e);
        } catch (YamlEngineException e) {
            throw new IllegalArgumentException(file + ":1: " + e.getMessage(), e);
        }
    }

    private Loop loop(MappingNode node, List<Entry> first, int depth) {
        if (depth > DEEPEST) {
            throw fault(node, "loops deeper than " + DEEPEST + " are not supported");
        }
        List<Entry> entries = new ArrayList<>(first);
        Node content = required(node, "content");
        if (!(content instanceof SequenceNode list)) {
            throw fault(content, "content: a list of segments and loops is expected");
        }
        for (Node item : list.getValue()) {
            entries.add(entry(mapping(item, "a segment or loop"), depth));
        }
        return new Loop(entries, flag(node, "any_order"));
    }

    private Entry entry(MappingNode node, int depth) {
        known(node, ENTRY_KEYS);
        Node segment = value(node, "segment");
        Node trigger = value(node, "loop");
        if ((segment == null) == (trigger == null)) {
            throw fault(node, "give either 'segment' or 'loop'");
        }
        String tag = text(segment != null ? segment : required(node, "loop"));
        if (!TAG.matcher(tag).matches()) {
            throw fault(node, "'" + tag + "' is not a segment tag of two or three of A-Z and 0-9");
        }
        if (segment != null && value(node, "content") != null) {
            throw fault(node, "segment " + tag + " has content: write 'loop: " + tag + "' for a loop it begins");
        }
        Loop loop = segment != null || value(node, "content") == null ? null : loop(node, List.of(), depth + 1);
        if (trigger != null && loop == null) {
            loop = new Loop(List.of(), false);
        }
        return new Entry(tag, Tags.of(tag), flag(node, "required"), max(node), from(node), loop);
    }

    private int max(MappingNode node) {
        Node value = value(node, "max");
        if (value == null) {
            return Integer.MAX_VALUE;
        }
        try {
            int max = Integer.parseInt(text(value));
            if (max >= 1) {
                return max;
            }
        } catch (NumberFormatException e) {
            // reported below, with the line
        }
        throw fault(value, "max: '" + text(value) + "' is not a number from 1 on");
    }

    private int from(MappingNode node) {
        Node value = value(node, "from");
        int release = value == null ? EdiRelease.UNKNOWN : EdiRelease.ordinal(text(value));
        if (value != null && release == EdiRelease.UNKNOWN) {
            throw fault(value, "from: '" + text(value) + "' is not a release such as 004010 or D.96A");
        }
        return release;
    }

    private boolean flag(MappingNode node, String key) {
        Node value = value(node, key);
        String text = value == null ? "false" : text(value);
        if (value != null && !text.equals("true") && !text.equals("false")) {
            throw fault(value, key + ": '" + text + "' is neither true nor false");
        }
        return text.equals("true");
    }

    private void known(MappingNode node, Set<String> keys) {
        for (NodeTuple tuple : node.getValue()) {
            String key = text(tuple.getKeyNode());
            if (!keys.contains(key)) {
                throw fault(
                        tuple.getKeyNode(),
                        "unknown key '" + key + "'; known are "
                                + keys.stream().sorted().toList());
            }
        }
    }

    private Node required(MappingNode node, String key) {
        Node value = value(node, key);
        if (value == null) {
            throw fault(node, "'" + key + "' is missing");
        }
        return value;
    }

    private @Nullable Node value(MappingNode node, String key) {
        for (NodeTuple tuple : node.getValue()) {
            if (text(tuple.getKeyNode()).equals(key)) {
                return tuple.getValueNode();
            }
        }
        return null;
    }

    private MappingNode mapping(Node node, String what) {
        if (node instanceof MappingNode mapping) {
            return mapping;
        }
        throw fault(node, what + " is expected here, as keys and values");
    }

    private String text(Node node) {
        if (node instanceof ScalarNode scalar) {
            return scalar.getValue();
        }
        throw fault(node, "one plain value is expected here");
    }

    private IllegalArgumentException fault(Node node, String message) {
        int line = node.getStartMark().map(mark -> mark.getLine() + 1).orElse(1);
        return new IllegalArgumentException(file + ":" + line + ": " + message);
    }
}
