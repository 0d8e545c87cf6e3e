package io.caravanserai.label.model;

import java.util.ArrayList;
import java.util.List;

/** A label ready to be drawn in any format. */
public record LabelModel(LabelSize size, List<Item> items) {
    public LabelModel {
        items = List.copyOf(items);
    }

    /**
     * Where the label breaks the law that nothing overlaps and nothing leaves it. Rules may meet each other.
     *
     * @return one sentence each; empty when it is kept
     */
    public List<String> faults() {
        Area label = new Area(size.offset(), size.offset(), LabelSize.LABEL_WIDTH, size.labelHeight());
        List<String> faults = new ArrayList<>();
        List<Area> areas = items.stream().map(Item::area).toList();
        for (int i = 0; i < areas.size(); i++) {
            if (!label.holds(areas.get(i))) {
                faults.add("'" + items.get(i).field() + "' leaves the label");
            }
            for (int j = 0; j < i; j++) {
                boolean rules = items.get(i) instanceof Item.Rule && items.get(j) instanceof Item.Rule;
                if (!rules && areas.get(i).overlaps(areas.get(j))) {
                    faults.add("'" + items.get(j).field() + "' and '"
                            + items.get(i).field() + "' overlap");
                }
            }
        }
        return faults;
    }
}
