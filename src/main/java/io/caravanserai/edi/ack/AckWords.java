package io.caravanserai.edi.ack;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** What an acknowledgement objects to, in words: one sentence for each code, with its place. */
public final class AckWords {
    private static final Map<String, String> MEANINGS = load();

    private final boolean edifact;
    private final List<String> words = new ArrayList<>();

    private AckWords(boolean edifact) {
        this.edifact = edifact;
    }

    /** Nothing when nothing was objected to. */
    public static List<String> of(ReceivedAck ack) {
        AckWords words = new AckWords(ack.format() == AckFormat.CONTRL);
        Acknowledgement.Interchange interchange = ack.content().interchange();
        if (interchange != null && !interchange.error().isEmpty()) {
            words.add("interchange " + interchange.control(), "I18", interchange.error());
        }
        for (Acknowledgement.Group group : ack.content().groups()) {
            group.errors().forEach(code -> words.add("group " + group.control(), "716", code));
            group.sets().forEach(words::message);
        }
        return List.copyOf(words.words);
    }

    private void message(Acknowledgement.Message message) {
        String place = message.type() + " " + message.control();
        if (message.verdict() == Verdict.REJECTED
                && message.errors().isEmpty()
                && message.segments().isEmpty()) {
            words.add(place + ": rejected without a reason");
        }
        message.errors().forEach(code -> add(place, "718", code));
        for (Acknowledgement.Segment segment : message.segments()) {
            String at = place + ", segment " + segment.position()
                    + (segment.tag().isEmpty() ? "" : " (" + segment.tag() + ")");
            if (!segment.error().isEmpty()) {
                add(at, "720", segment.error());
            }
            for (Acknowledgement.Element element : segment.elements()) {
                String component = element.component() == 0 ? "" : "." + element.component();
                add(at + ", element " + element.position() + component, "723", element.error());
            }
        }
    }

    private void add(String place, String list, String code) {
        String meaning = MEANINGS.getOrDefault((edifact ? "0085" : list) + " " + code, "not a code of the standard");
        words.add(place + ": " + meaning + " (" + code + ")");
    }

    private static Map<String, String> load() {
        String name = "/edi/acknowledgement-codes.csv";
        try (InputStream in = Objects.requireNonNull(AckWords.class.getResourceAsStream(name), name);
                BufferedReader lines = new BufferedReader(new InputStreamReader(in, UTF_8))) {
            Map<String, String> meanings = new HashMap<>();
            lines.lines()
                    .skip(1)
                    .map(line -> line.split(",", 3))
                    .forEach(cells -> meanings.put(cells[0] + " " + cells[1], cells[2]));
            return meanings;
        } catch (IOException e) {
            throw new UncheckedIOException(name, e);
        }
    }
}
