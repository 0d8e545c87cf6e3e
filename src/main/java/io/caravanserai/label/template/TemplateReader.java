package io.caravanserai.label.template;

import io.caravanserai.label.model.LabelSize;
import io.caravanserai.label.template.LabelTemplate.Placed;
import io.caravanserai.mapping.MappingException;
import io.caravanserai.mapping.Problems;
import io.caravanserai.mapping.Suggest;
import io.caravanserai.mapping.YamlNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads a template and notes every fault at its line, boxes that overlap on one of its sizes too. */
final class TemplateReader {
    private static final List<String> KEYS = List.of("label", "sizes", "blocks");
    private static final List<String> BLOCK_KEYS = List.of("height", "grow", "parts");

    private final Problems problems;
    private final Map<Part, YamlNode> written = new LinkedHashMap<>();

    private TemplateReader(Problems problems) {
        this.problems = problems;
    }

    static LabelTemplate read(String text, Problems problems) throws MappingException {
        LabelTemplate template = YamlNode.parse(text, problems)
                .map(root -> new TemplateReader(problems).template(root))
                .orElseGet(() -> new LabelTemplate("", List.of(), List.of()));
        problems.throwIfAny();
        return template;
    }

    private LabelTemplate template(YamlNode root) {
        Map<String, YamlNode> keys = root.entries("a label template", KEYS);
        String title = title(keys.get("label"), root);
        List<LabelSize> sizes = sizes(keys.get("sizes"), root);
        List<Block> blocks = blocks(keys.get("blocks"), root);
        LabelTemplate template = new LabelTemplate(title, sizes, blocks);
        if (problems.isEmpty()) {
            sizes.forEach(size -> check(template, size, root));
        }
        return template;
    }

    private static String title(@Nullable YamlNode node, YamlNode root) {
        if (node == null) {
            root.problem("'label' is missing: what the label is, for people");
            return "";
        }
        return node.text("label").orElse("");
    }

    private static List<LabelSize> sizes(@Nullable YamlNode node, YamlNode root) {
        List<LabelSize> sizes = new ArrayList<>();
        if (node == null) {
            root.problem("'sizes' is missing: a list of " + String.join(", ", LabelSize.CODES));
            return sizes;
        }
        for (YamlNode item : node.items()) {
            String code = item.text("a size").orElse("");
            LabelSize.of(code)
                    .ifPresentOrElse(
                            sizes::add,
                            () -> item.problem("no label size '" + code + "'" + Suggest.hint(code, LabelSize.CODES)));
        }
        return sizes;
    }

    private List<Block> blocks(@Nullable YamlNode node, YamlNode root) {
        List<Block> blocks = new ArrayList<>();
        if (node == null) {
            root.problem("'blocks' is missing: the strips of the label from top to bottom");
            return blocks;
        }
        node.entries("blocks").forEach((name, block) -> blocks.add(block(name, block)));
        return blocks;
    }

    private Block block(String name, YamlNode node) {
        Map<String, YamlNode> keys = node.entries("block '" + name + "'", BLOCK_KEYS);
        Numbers numbers = new Numbers(node, keys);
        double height = numbers.required("height");
        double grow = numbers.get("grow", 0);
        List<Part> parts = new ArrayList<>();
        YamlNode list = keys.get("parts");
        if (list != null) {
            for (YamlNode item : list.items()) {
                new PartReader(name, parts.size() + 1, item).part().ifPresent(part -> {
                    parts.add(part);
                    written.put(part, item);
                });
            }
        }
        return new Block(name, height, grow, parts);
    }

    /** Boxes within the label and apart from each other: then so is what is fitted into them. */
    private void check(LabelTemplate template, LabelSize size, YamlNode root) {
        double height = template.blocks().stream().mapToDouble(Block::height).sum();
        if (height > size.labelHeight() + 1e-6) {
            root.problem("the blocks are " + height + " mm high, a label of " + size.code() + " has "
                    + size.labelHeight() + " mm");
            return;
        }
        List<Placed> placed = template.placed(size);
        for (int i = 0; i < placed.size(); i++) {
            Placed one = placed.get(i);
            checkWithin(one, template, size);
            for (int j = 0; j < i; j++) {
                Placed other = placed.get(j);
                boolean rules = one.part() instanceof Part.Rule && other.part() instanceof Part.Rule;
                if (!rules && one.area().overlaps(other.area())) {
                    problems.add(
                            one.part().line(),
                            "'" + one.part().name() + "' overlaps '"
                                    + other.part().name() + "' (line "
                                    + other.part().line() + ") on " + size.code());
                }
            }
        }
    }

    private void checkWithin(Placed placed, LabelTemplate template, LabelSize size) {
        Block block = template.blocks().stream()
                .filter(b -> b.parts().contains(placed.part()))
                .findFirst()
                .orElseThrow();
        Part part = placed.part();
        boolean inBlock = part.box().area().x() >= 0
                && part.box().area().y() >= 0
                && part.box().area().right() <= LabelSize.LABEL_WIDTH
                && part.box().area().bottom() <= block.height() + 1e-6;
        if (!inBlock) {
            problems.add(
                    part.line(),
                    "'" + part.name() + "' leaves its block '" + block.name() + "', which is " + LabelSize.LABEL_WIDTH
                            + " mm wide and " + block.height() + " mm high, on " + size.code());
        }
    }
}
