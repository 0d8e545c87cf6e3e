package io.caravanserai.label.render;

import static org.assertj.core.api.Assertions.assertThat;

import io.caravanserai.label.LabelSamples;
import io.caravanserai.label.model.Item;
import io.caravanserai.label.model.LabelModel;
import io.caravanserai.label.model.LabelSize;
import io.caravanserai.label.template.LabelComposer;
import io.caravanserai.label.text.FontChain;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import org.junit.jupiter.api.Test;

/** The objects of the file are where its table says, and its text can be read by the characters told for its glyphs. */
class PdfRendererTest {
    private static final Pattern SHOWN = Pattern.compile("<([0-9A-F]*)> Tj");
    private static final Pattern TOLD = Pattern.compile("<([0-9a-fA-F]{2})> <([0-9a-f]{4})>");

    @Test
    void theTableLeadsToEveryObject() throws Exception {
        String file = file("asia", LabelSize.A4);
        int table = Integer.parseInt(group(file, "startxref\n(\\d+)\n%%EOF\n$"));
        String[] rows = file.substring(table).split("\n", -1);
        int count = Integer.parseInt(rows[1].substring(2));

        for (int object = 1; object < count; object++) {
            int offset = Integer.parseInt(rows[2 + object].substring(0, 10));
            assertThat(file.substring(offset)).startsWith(object + " 0 obj\n<<");
        }
        assertThat(file).startsWith("%PDF-1.4\n").contains("/MediaBox [0 0 595.276 841.89 ]");
    }

    @Test
    void plainTextIsToldByItsCharacters() throws Exception {
        String file = file("latin", LabelSize.FOUR_BY_SIX);
        Map<Integer, String> characters = new HashMap<>();
        Matcher told = TOLD.matcher(stream(file, 6));
        while (told.find()) {
            characters.put(
                    Integer.parseInt(told.group(1), 16), Character.toString(Integer.parseInt(told.group(2), 16)));
        }
        StringBuilder text = new StringBuilder();
        Matcher shown = SHOWN.matcher(stream(file, 4));
        while (shown.find()) {
            for (int i = 0; i < shown.group(1).length(); i += 2) {
                int code = Integer.parseInt(shown.group(1).substring(i, i + 2), 16);
                text.append(characters.getOrDefault(code, "?"));
            }
            text.append('\n');
        }

        assertThat(text.toString().lines())
                .contains("Nordwind Handels GmbH", "ul. Świętego Wawrzyńca 112/47", "(00)340123450000000017");
    }

    @Test
    void shapedTextIsToldAsAWhole() throws Exception {
        LabelModel model = model("arabic", LabelSize.FOUR_BY_SIX);
        Item.TextLine shaped = model.items().stream()
                .filter(Item.TextLine.class::isInstance)
                .map(Item.TextLine.class::cast)
                .filter(line -> line.field().equals("to") && !line.text().isPlain())
                .findFirst()
                .orElseThrow();
        StringBuilder hex = new StringBuilder();
        shaped.text().text().chars().forEach(c -> hex.append(String.format("%04x", c)));

        String file = new String(new LabelRenderer().render(model, LabelFormat.PDF), StandardCharsets.ISO_8859_1);

        assertThat(stream(file, 4)).contains("/Span <</ActualText <FEFF" + hex + ">>> BDC");
    }

    private static String file(String sample, LabelSize size) throws Exception {
        byte[] file = new LabelRenderer().render(model(sample, size), LabelFormat.PDF);
        return new String(file, StandardCharsets.ISO_8859_1);
    }

    private static LabelModel model(String sample, LabelSize size) throws Exception {
        return new LabelComposer(new FontChain(null)).compose(LabelSamples.template(), LabelSamples.data(sample), size);
    }

    private static String stream(String file, int object) throws DataFormatException {
        String from = file.substring(file.indexOf("\n" + object + " 0 obj\n"));
        int length = Integer.parseInt(group(from, "/Length (\\d+)>>\nstream\n"));
        int start = from.indexOf("stream\n") + "stream\n".length();
        Inflater inflater = new Inflater();
        try {
            inflater.setInput(from.substring(start, start + length).getBytes(StandardCharsets.ISO_8859_1));
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            byte[] buffer = new byte[8192];
            while (!inflater.finished()) {
                out.write(buffer, 0, inflater.inflate(buffer));
            }
            return out.toString(StandardCharsets.ISO_8859_1);
        } finally {
            inflater.end();
        }
    }

    private static String group(String text, String pattern) {
        Matcher matcher = Pattern.compile(pattern).matcher(text);
        assertThat(matcher.find()).as(pattern).isTrue();
        return matcher.group(1);
    }
}
