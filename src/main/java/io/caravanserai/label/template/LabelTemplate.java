package io.caravanserai.label.template;

import io.caravanserai.label.model.Area;
import io.caravanserai.label.model.LabelSize;
import io.caravanserai.mapping.MappingException;
import io.caravanserai.mapping.Problems;
import java.io.IOException;
import java.nio.charset.MalformedInputException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * What stands where on a label: strips from top to bottom, each with parts. Immutable.
 *
 * @param title for people
 * @param sizes the sizes it may be drawn in
 */
public record LabelTemplate(String title, List<LabelSize> sizes, List<Block> blocks) {
    /** How files of templates end. */
    public static final String ENDING = ".label.yaml";

    /** The folder of templates in edi-mappings/. */
    public static final String FOLDER = "labels";

    public LabelTemplate {
        sizes = List.copyOf(sizes);
        blocks = List.copyOf(blocks);
    }

    /**
     * Reads a template.
     *
     * @throws MappingException with every fault and its line
     */
    public static LabelTemplate load(Path file) throws MappingException {
        Problems problems = new Problems(file.toString());
        String text = "";
        try {
            text = Files.readString(file);
        } catch (MalformedInputException e) {
            problems.add(0, "the file is not UTF-8: save it as that");
        } catch (IOException e) {
            problems.add(0, "the file cannot be read: " + e.getMessage());
        }
        problems.throwIfAny();
        return TemplateReader.read(text, problems);
    }

    /** The parts with their boxes on a page of that size. */
    List<Placed> placed(LabelSize size) {
        double free =
                size.labelHeight() - blocks.stream().mapToDouble(Block::height).sum();
        double shares = blocks.stream().mapToDouble(Block::grow).sum();
        List<Placed> placed = new ArrayList<>();
        double top = size.offset();
        for (Block block : blocks) {
            double extra = shares > 0 ? free * block.grow() / shares : 0;
            for (Part part : block.parts()) {
                placed.add(new Placed(part, part.box().on(size.offset(), top, extra)));
            }
            top += block.height() + extra;
        }
        return placed;
    }

    /** A part and its box on a page. */
    record Placed(Part part, Area area) {}
}
