package io.caravanserai.ediview;

import io.caravanserai.edi.EdiFault;
import io.caravanserai.edi.InterchangeReport;
import io.caravanserai.event.Json;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** One JSON object a line for each segment, and for each fault that has no segment. */
public final class JsonLayout implements Layout {
    private final Printout out;
    private final boolean onlyErrors;

    /** @param onlyErrors leave out segments that are good */
    public JsonLayout(Printout out, boolean onlyErrors) {
        this.out = out;
        this.onlyErrors = onlyErrors;
    }

    @Override
    public void segment(ShownSegment segment) {
        if (onlyErrors && segment.faults().isEmpty()) {
            return;
        }
        Map<String, Object> line = line(segment.interchange(), segment.number(), segment.tag(), segment.offset());
        line.put("message", segment.message());
        line.put("name", segment.name());
        line.put(
                "elements", segment.elements().stream().map(JsonLayout::element).toList());
        line.put("faults", segment.faults().stream().map(JsonLayout::words).toList());
        print(line);
    }

    @Override
    public void fault(String interchange, EdiFault fault) {
        Map<String, Object> line = line(interchange, fault.segmentNumber(), fault.segment(), fault.offset());
        line.put("faults", List.of(words(fault)));
        print(line);
    }

    private static Map<String, Object> line(String interchange, long number, String tag, long offset) {
        Map<String, Object> line = new LinkedHashMap<>();
        line.put("interchange", interchange);
        line.put("number", number);
        line.put("tag", tag);
        line.put("offset", offset);
        return line;
    }

    private static Map<String, Object> element(ShownSegment.Shown shown) {
        Map<String, Object> element = new LinkedHashMap<>();
        element.put("position", shown.position());
        element.put("id", shown.id());
        element.put("name", shown.name());
        element.put("value", shown.value());
        element.put("meaning", shown.meaning());
        return element;
    }

    private static Map<String, Object> words(EdiFault fault) {
        Map<String, Object> words = new LinkedHashMap<>();
        words.put("code", fault.code());
        words.put("message", fault.message());
        words.put("element", fault.element());
        return words;
    }

    /** JSON leaves the controls above 0x7E as they are; a terminal would obey them. */
    private void print(Map<String, Object> line) {
        out.line(Json.text(line)
                .codePoints()
                .mapToObj(c -> c < 0x7f ? Character.toString(c) : Printout.safe(Character.toString(c)))
                .collect(Collectors.joining()));
    }

    @Override
    public void closed(InterchangeReport report) {
        out.flush();
    }

    @Override
    public void end(Tally tally) {
        out.flush();
    }
}
