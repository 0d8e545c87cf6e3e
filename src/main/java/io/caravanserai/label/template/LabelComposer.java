package io.caravanserai.label.template;

import com.fasterxml.jackson.databind.JsonNode;
import io.caravanserai.label.model.Area;
import io.caravanserai.label.model.Item;
import io.caravanserai.label.model.LabelModel;
import io.caravanserai.label.model.LabelSize;
import io.caravanserai.label.template.LabelTemplate.Placed;
import io.caravanserai.label.text.FittedText;
import io.caravanserai.label.text.FontChain;
import io.caravanserai.label.text.MissingGlyphException;
import io.caravanserai.label.text.ShapedText;
import io.caravanserai.label.text.Shaper;
import io.caravanserai.label.text.TextFitter;
import io.caravanserai.mapping.Expression;
import io.caravanserai.mapping.JsonTree;
import io.caravanserai.mapping.Levels;
import io.caravanserai.mapping.Scope;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Fills a template with data: the label's items in their places. Safe for many threads. */
public final class LabelComposer {
    private final TextFitter fitter;
    private final BarcodePlacer barcodes;

    public LabelComposer(FontChain fonts) {
        this.fitter = new TextFitter(new Shaper(fonts));
        this.barcodes = new BarcodePlacer(fitter);
    }

    /**
     * Makes a label.
     *
     * @param data what the template's expressions look into
     * @throws LabelException when a required value is missing, or one does not fit by its rule or cannot be drawn
     */
    public LabelModel compose(LabelTemplate template, JsonNode data, LabelSize size) throws LabelException {
        if (!template.sizes().contains(size)) {
            throw new LabelException(
                    "sizes",
                    "of the template '" + template.title() + "' has no " + size.code() + ", only "
                            + template.sizes().stream().map(LabelSize::code).collect(Collectors.joining(", ")));
        }
        List<Scope<JsonNode>> scopes = new ArrayList<>(1);
        Levels.NONE.forEach(JsonTree.INSTANCE, data, scopes::add);
        List<Item> items = new ArrayList<>();
        for (Placed placed : template.placed(size)) {
            add(placed, scopes.get(0), items);
        }
        LabelModel model = new LabelModel(size, items);
        List<String> faults = model.faults();
        if (!faults.isEmpty()) {
            throw new LabelException(template.title(), "cannot be drawn: " + String.join("; ", faults));
        }
        return model;
    }

    private void add(Placed placed, Scope<JsonNode> scope, List<Item> items) throws LabelException {
        if (placed.part() instanceof Part.Text text) {
            text(text, placed.area(), scope, items);
        } else if (placed.part() instanceof Part.Barcode barcode) {
            Map<String, String> values = values(barcode, scope);
            if (!values.isEmpty()) {
                barcodes.add(barcode, values, placed.area(), items);
            } else if (barcode.required()) {
                throw missing(barcode);
            }
        } else {
            items.add(new Item.Rule(placed.part().name(), placed.area()));
        }
    }

    /** What a barcode is to hold; empty when there is nothing. A field without value keeps its place in a MaxiCode. */
    private static Map<String, String> values(Part.Barcode part, Scope<JsonNode> scope) {
        Map<String, String> values = new LinkedHashMap<>();
        boolean any = false;
        for (Map.Entry<String, Expression> each : part.data().entrySet()) {
            String value = each.getValue().value(scope);
            any |= value != null;
            if (value != null || part.kind() == BarcodeKind.MAXI_CODE) {
                values.put(each.getKey(), value == null ? "" : value);
            }
        }
        return any ? values : Map.of();
    }

    private void text(Part.Text part, Area area, Scope<JsonNode> scope, List<Item> items) throws LabelException {
        List<String> paragraphs = new ArrayList<>();
        for (Expression expression : part.paragraphs()) {
            String value = expression.value(scope);
            if (value != null) {
                value.lines().filter(line -> !line.isBlank()).forEach(paragraphs::add);
            }
        }
        if (paragraphs.isEmpty() && part.required()) {
            throw missing(part);
        }
        FittedText fitted = fitted(part, paragraphs, area);
        for (FittedText.Line line : fitted.lines()) {
            double pen = pen(line.text(), fitted.size(), area, part.align());
            items.add(new Item.TextLine(part.name(), pen, area.y() + line.baseline(), fitted.size(), line.text()));
        }
    }

    private FittedText fitted(Part.Text part, List<String> paragraphs, Area area) throws LabelException {
        try {
            return fitter.fit(paragraphs, part.weight(), part.fit(), area.width(), area.height())
                    .orElseThrow(() -> new LabelException(
                            part.name(),
                            "does not fit into " + part.fit().lines() + " line(s) of " + area.width() + " mm at "
                                    + part.fit().smallest() + " mm: shorten \"" + String.join(" / ", paragraphs)
                                    + "\""));
        } catch (MissingGlyphException e) {
            throw new LabelException(part.name(), "cannot be drawn: " + e.getMessage(), e);
        }
    }

    private static LabelException missing(Part part) {
        return new LabelException(
                part.name(), "is required but the data has none (line " + part.line() + " of the template)");
    }

    /** Where the pen of a line begins, so that the line stands as it should and its ink stays in the box. */
    static double pen(ShapedText text, double size, Area area, Part.Align align) {
        double unit = size / 1000;
        double room = area.width() - text.advance() * unit;
        double wanted = area.x()
                + switch (align) {
                    case LEFT -> 0;
                    case CENTER -> room / 2;
                    case RIGHT -> room;
                };
        double latest = area.right() - text.right() * unit;
        return Math.max(Math.min(wanted, latest), area.x() - text.left() * unit);
    }
}
