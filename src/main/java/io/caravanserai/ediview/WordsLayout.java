package io.caravanserai.ediview;

import io.caravanserai.edi.EdiDelimiters;
import io.caravanserai.edi.EdiFault;
import io.caravanserai.edi.InterchangeHeader;
import io.caravanserai.edi.InterchangeReport;
import io.caravanserai.ediview.ShownSegment.Shown;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The view for people: the envelope in words, then each segment with its elements, faults where they are. */
public final class WordsLayout implements Layout {
    private static final int LONGEST_NAME = 30;
    private static final int LONGEST_VALUE = 24;

    private final Printout out;
    private final Style style;
    private final boolean onlyErrors;

    /** @param onlyErrors leave out messages and segments that are good */
    public WordsLayout(Printout out, Style style, boolean onlyErrors) {
        this.out = out;
        this.style = style;
        this.onlyErrors = onlyErrors;
    }

    @Override
    public void interchange(InterchangeHeader header, EdiDelimiters delimiters, ShownSegment segment) {
        out.line(style.bold(Printout.safe(header.standard() + " interchange " + header.control()))
                + (header.test() ? ", a test" : "")
                + style.faint(", byte " + segment.offset()));
        if (!onlyErrors) {
            out.line("  " + style.faint("delimiters: " + words(delimiters)));
            elements(segment.elements(), List.of(), "  ");
        }
    }

    private static String words(EdiDelimiters delimiters) {
        return Stream.of(
                        word("element", delimiters.element()),
                        word("component", delimiters.component()),
                        word("repetition", delimiters.repetition()),
                        word("release", delimiters.release()),
                        word("segment", delimiters.segment()))
                .filter(word -> !word.isEmpty())
                .collect(Collectors.joining(", "));
    }

    private static String word(String name, int delimiter) {
        boolean visible = delimiter > ' ' && delimiter < 0x7f;
        String sign = visible ? Character.toString(delimiter) : String.format("0x%02X", delimiter);
        return delimiter < 0 ? "" : name + " " + sign;
    }

    @Override
    public void envelope(ShownSegment segment) {
        if (!onlyErrors) {
            out.line("");
            segment(segment, "  ");
        }
    }

    @Override
    public void message(Message message) {
        boolean good = message.faults().isEmpty();
        if (onlyErrors && good) {
            return;
        }
        String words = String.join(" ", List.of(message.type(), message.name(), message.control()))
                .replaceAll(" +", " ");
        out.line("");
        out.line("  " + style.mark(good) + " " + style.bold(Printout.safe(words))
                + style.faint(Printout.safe(", version " + message.version() + ", segment " + message.number()
                        + ", byte " + message.offset())));
    }

    @Override
    public void segment(ShownSegment segment) {
        if (!onlyErrors || !segment.faults().isEmpty()) {
            segment(segment, "    " + "  ".repeat(segment.depth()));
        }
    }

    private void segment(ShownSegment segment, String indent) {
        String name = segment.name().isEmpty() ? "(not in the dictionary)" : segment.name();
        String place = segment.number() + " ";
        out.line(indent + style.faint(place) + style.bold(segment.tag().isEmpty() ? "?" : segment.tag()) + " " + name);
        if (segment.tag().isEmpty()) {
            out.line(indent + " ".repeat(place.length()) + Printout.safe(segment.written()));
        } else {
            elements(segment.elements(), segment.faults(), indent + " ".repeat(place.length()));
        }
        segment.faults().stream().filter(fault -> !isAtElement(segment, fault)).forEach(fault -> fault(fault, indent));
    }

    private static boolean isAtElement(ShownSegment segment, EdiFault fault) {
        return segment.elements().stream().anyMatch(element -> element.element() == fault.element());
    }

    private void elements(List<Shown> all, List<EdiFault> faults, String indent) {
        List<Shown> elements =
                all.stream().filter(shown -> !shown.value().isBlank()).toList();
        int names = width(elements.stream().map(Shown::name).toList(), LONGEST_NAME);
        int values = width(elements.stream().map(shown -> value(shown)).toList(), LONGEST_VALUE);
        int positions = width(elements.stream().map(Shown::position).toList(), LONGEST_NAME);
        for (Shown shown : elements) {
            String value = value(shown);
            String line =
                    indent + style.faint(pad(shown.position(), positions)) + "  " + pad(shown.name(), names) + "  ";
            out.line(shown.meaning().isEmpty() ? line + value : line + pad(value, values) + "  " + shown.meaning());
            faults.stream().filter(fault -> fault.element() == shown.element()).forEach(fault -> fault(fault, indent));
        }
    }

    /** Without the padding of ISA. */
    private static String value(Shown shown) {
        return Printout.safe(shown.value().strip());
    }

    private static int width(List<String> texts, int longest) {
        return Math.min(longest, texts.stream().mapToInt(String::length).max().orElse(0));
    }

    private static String pad(String text, int width) {
        return text + " ".repeat(Math.max(0, width - text.length()));
    }

    @Override
    public void fault(String interchange, EdiFault fault) {
        fault(fault, "  ");
    }

    private void fault(EdiFault fault, String indent) {
        String where = fault.segmentNumber() > 0 ? "segment " + fault.segmentNumber() + ", " : "";
        String text = fault.code() + " at " + where + "byte " + fault.offset() + ": " + fault.message();
        List<String> lines =
                Wrapping.lines(Printout.safe(text), style.width() - indent.length() - style.markWidth() - 1);
        out.line(indent + style.mark(false) + " " + style.bad(lines.get(0)));
        String below = indent + " ".repeat(style.markWidth() + 1);
        lines.stream().skip(1).forEach(line -> out.line(below + style.bad(line)));
    }

    @Override
    public void closed(InterchangeReport report) {
        out.line("");
        out.flush();
    }

    @Override
    public void end(Tally tally) {
        String found = tally.faults() == 0 ? "nothing wrong" : count(tally.faults(), "fault");
        out.line(style.mark(tally.faults() == 0) + " " + count(tally.interchanges(), "interchange") + ", "
                + count(tally.messages(), "message") + ", " + found);
        out.flush();
    }

    private static String count(long number, String what) {
        return number + " " + what + (number == 1 ? "" : "s");
    }
}
