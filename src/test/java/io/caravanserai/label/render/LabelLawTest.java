package io.caravanserai.label.render;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.caravanserai.label.LabelSamples;
import io.caravanserai.label.model.Item;
import io.caravanserai.label.model.LabelModel;
import io.caravanserai.label.model.LabelSize;
import io.caravanserai.label.model.Resolution;
import io.caravanserai.label.template.LabelComposer;
import io.caravanserai.label.template.LabelException;
import io.caravanserai.label.template.LabelTemplate;
import io.caravanserai.label.text.FontChain;
import io.caravanserai.label.text.GlyphDots;
import io.caravanserai.label.text.MissingGlyphException;
import io.caravanserai.label.text.Shaper;
import io.caravanserai.label.text.Weight;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

/** Whatever the data, no dot of a label is claimed by two of its items, and none is lost at an edge. */
class LabelLawTest {
    private static final List<String> WORDS = List.of(
            "Gyűjtőszállítmány",
            "ÄÖÜ",
            "Wolfeschlegelsteinhausenbergerdorff",
            "Τζατζίκι",
            "Щукинская",
            "شارع",
            "الهاشمي،",
            "רחוב",
            "(קומה",
            "3)",
            "ถนนน้ำผึ้ง",
            "क्षत्रिय",
            "東京都千代田区",
            "서울특별시",
            "ভবন",
            "Å\u030a\u0323x",
            "12/47-B",
            "^XZ~\\",
            "İstanbul",
            "ქუჩა",
            "jjÇģ",
            "ယ်ယူ",
            "ខ្មែរ",
            "x");

    private final FontChain fonts = new FontChain(null);
    /** Those for which this machine has a font. */
    private final List<String> words = WORDS.stream().filter(this::isDrawable).toList();

    private final LabelComposer composer = new LabelComposer(fonts);
    private final DotRenderer renderer = new DotRenderer(new GlyphDots());

    @Property(tries = 30)
    void itemsOfRandomLabelsShareNoDot(
            @ForAll long seed,
            @ForAll @IntRange(min = 1, max = 14) int words,
            @ForAll LabelSize size,
            @ForAll Resolution resolution)
            throws Exception {
        ObjectNode data = LabelSamples.data("latin");
        Random random = new Random(seed);
        for (String address : List.of("from", "to")) {
            for (String field : List.of("name", "street", "street_2", "city")) {
                data.withObject("/" + address).put(field, phrase(random, words));
            }
        }
        data.withObject("/carrier").put("instructions", phrase(random, words));
        data.withObject("/parcel").put("goods_description", phrase(random, words));
        LabelTemplate template = LabelSamples.template();

        LabelModel model;
        try {
            model = composer.compose(template, data, size);
        } catch (LabelException e) {
            assertThat(e).hasMessageContaining("does not fit");
            return;
        }

        assertNoDotIsShared(model, resolution);
    }

    @Test
    void theCheckFindsAnOverlap() throws Exception {
        LabelModel model = composer.compose(LabelSamples.template(), LabelSamples.data("latin"), LabelSize.FOUR_BY_SIX);
        List<Item> doubled = new ArrayList<>(model.items());
        doubled.add(doubled.stream()
                .filter(Item.TextLine.class::isInstance)
                .findFirst()
                .orElseThrow());

        assertThat(new LabelModel(model.size(), doubled).faults())
                .containsExactly("'parties[1]' and 'parties[1]' overlap");
        assertThat(model.faults()).isEmpty();
    }

    private void assertNoDotIsShared(LabelModel model, Resolution resolution) {
        int sum = 0;
        for (Item item : model.items()) {
            // on a page of twice the size nothing is lost at an edge
            sum += renderer.draw(new LabelModel(LabelSize.A4, List.of(item)), resolution)
                    .blackDots();
        }
        assertThat(renderer.draw(model, resolution).blackDots()).isEqualTo(sum);
    }

    private String phrase(Random random, int most) {
        StringBuilder phrase = new StringBuilder();
        for (int i = 1 + random.nextInt(most); i > 0; i--) {
            phrase.append(words.get(random.nextInt(words.size()))).append(' ');
        }
        return phrase.toString();
    }

    private boolean isDrawable(String word) {
        try {
            new Shaper(fonts).shape(word, Weight.REGULAR);
            return true;
        } catch (MissingGlyphException e) {
            return false;
        }
    }
}
