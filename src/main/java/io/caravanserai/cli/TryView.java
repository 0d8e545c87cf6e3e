package io.caravanserai.cli;

import io.caravanserai.event.TrackingEvent;
import io.caravanserai.event.TrackingEvent.Address;
import io.caravanserai.event.TrackingEvent.LocationCoding;
import io.caravanserai.harmonize.CarrierMapping;
import io.caravanserai.harmonize.FieldOrigin;
import io.caravanserai.harmonize.UnmappedCode;
import io.caravanserai.tryout.TryResult;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Help.Ansi;

/** Shows a payload, its events and what is missing to people: side by side where the terminal is wide enough. */
final class TryView {
    private static final int SIDE_BY_SIDE = 110;
    private static final int FEW_LINES = 24;
    private static final int MORE_LINES = 60;
    private static final int MOST_EVENTS = 200;
    private static final String DIM = "faint";
    private static final String HEAD = "bold";

    private final PrintWriter out;
    private final Ansi ansi;
    private final int width;
    private final CarrierMapping mapping;
    private final boolean explain;

    /**
     * @param mapping what made the events
     * @param explain whether each event says which lines of mapping and code table made it
     */
    TryView(PrintWriter out, Ansi ansi, int width, CarrierMapping mapping, boolean explain) {
        this.mapping = mapping;
        this.out = out;
        this.ansi = ansi;
        this.width = width;
        this.explain = explain;
    }

    /** @param codesFile the carrier's code table, for what is missing in it */
    void print(List<String> payload, TryResult result, String codesFile) {
        List<Shown> events = events(result);
        if (width >= SIDE_BY_SIDE) {
            sideBySide(payload(payload, Math.max(FEW_LINES, Math.min(MORE_LINES, events.size()))), events);
        } else {
            payload(payload, FEW_LINES).forEach(this::line);
            out.println();
            events.forEach(this::line);
        }
        missing(result.unmapped(), codesFile);
        problems(result.problems());
        out.println();
        line(Shown.of(result.summary(), result.isFinding() ? "bold,yellow" : "bold,green"));
    }

    /** The codes that have no row, as rows to paste. */
    void missing(List<UnmappedCode> codes, String codesFile) {
        if (codes.isEmpty()) {
            return;
        }
        out.println();
        line(Shown.of("UNMAPPED CODES", "bold,yellow").and("  to add, with milestone and code filled in, to", ""));
        line(Shown.of(codesFile + ":"));
        for (UnmappedCode code : codes) {
            // rows are to be pasted, so they are never cut
            out.println(Shown.of(code.row(), "yellow").text(ansi));
        }
    }

    void problems(List<String> problems) {
        if (problems.isEmpty()) {
            return;
        }
        out.println();
        line(Shown.of("PROBLEMS", "bold,red"));
        problems.forEach(problem -> out.println(Shown.of(problem, problem.startsWith("fault") ? "red" : "yellow")
                .text(ansi)));
    }

    private void line(Shown line) {
        out.println(line.cut(width).text(ansi));
    }

    private void sideBySide(List<Shown> left, List<Shown> right) {
        int widest = left.stream().mapToInt(Shown::width).max().orElse(0);
        int half = Math.min(widest, width * 9 / 20);
        for (int i = 0; i < Math.max(left.size(), right.size()); i++) {
            Shown one = i < left.size() ? left.get(i) : Shown.EMPTY;
            Shown other = i < right.size() ? right.get(i) : Shown.EMPTY;
            line(one.fill(half).and(" │ ", DIM).and(other));
        }
    }

    private List<Shown> payload(List<String> payload, int most) {
        List<Shown> lines = new ArrayList<>(List.of(Shown.of("PAYLOAD", HEAD)));
        payload.stream().limit(most).forEach(text -> lines.add(Shown.of(text)));
        if (payload.size() > most) {
            lines.add(Shown.of("… " + (payload.size() - most) + " more lines", DIM));
        }
        return lines;
    }

    private List<Shown> events(TryResult result) {
        List<Shown> lines = new ArrayList<>(List.of(Shown.of("EVENTS", HEAD)));
        List<TrackingEvent> shown = result.events().stream().limit(MOST_EVENTS).toList();
        if (shown.isEmpty()) {
            lines.add(Shown.of("no events"));
        }
        int time = shown.stream().mapToInt(event -> time(event).length()).max().orElse(0);
        String number = "";
        for (TrackingEvent event : shown) {
            if (!event.carrierTrackingId().equals(number)) {
                number = event.carrierTrackingId();
                lines.add(Shown.of("TRACKING NUMBER ", DIM).and(number, HEAD));
            }
            lines.add(first(event, time));
            lines.add(Shown.of("    " + carrierWords(event), DIM));
            if (explain) {
                lines.addAll(explained(event));
            }
        }
        if (result.eventCount() > shown.size()) {
            lines.add(Shown.of("… " + (result.eventCount() - shown.size()) + " more events", DIM));
        }
        return lines;
    }

    private static Shown first(TrackingEvent event, int timeWidth) {
        boolean isUnmapped = UnmappedCode.of(event).isPresent();
        return Shown.of("  ")
                .and(("%-" + timeWidth + "s").formatted(time(event)), "")
                .and("  " + hubCode(event), isUnmapped ? "bold,yellow" : "green");
    }

    /** What the carrier said, in its own words: code, place, text. */
    private static String carrierWords(TrackingEvent event) {
        TrackingEvent.Codes.Carrier code = event.event().codes().carrier();
        return Stream.of(join("/", code.code(), code.subCode()), place(event), join("", code.freetextDetail()))
                .filter(words -> !words.isEmpty())
                .collect(Collectors.joining(" · "));
    }

    /** Each field with the line of the mapping that made it; the code's row stands by the code. */
    private List<Shown> explained(TrackingEvent event) {
        List<FieldOrigin> fields = mapping.explain(event);
        int wide =
                fields.stream().mapToInt(field -> field.field().length()).max().orElse(0);
        List<Shown> lines = new ArrayList<>();
        lines.add(Shown.of("    mapping ", DIM).and(event.origin().mapping(), ""));
        String row = event.origin().codeRow();
        lines.add(Shown.of("    code    ", DIM)
                .and(row == null ? "no row" : row.equals("hub") ? "the hub's own" : row, ""));
        for (FieldOrigin field : fields) {
            lines.add(Shown.of("    " + ("%4d  %-" + wide + "s  ").formatted(field.line(), field.field()), DIM)
                    .and(field.value(), ""));
        }
        return lines;
    }

    private static String time(TrackingEvent event) {
        String basis = event.event().timeBasis();
        return event.event().eventTime().carrierUtc() + (basis.equals("offset") ? "" : " (" + basis + ")");
    }

    private static String hubCode(TrackingEvent event) {
        TrackingEvent.Codes.Gluey code = event.event().codes().gluey();
        return join("/", code.milestone(), code.code(), code.subCode());
    }

    private static String place(TrackingEvent event) {
        Address address = event.event().location().address();
        LocationCoding coding = event.event().location().carrierLocationCoding();
        String shown = address == null ? "" : join(", ", address.city(), address.state(), address.isoCountry());
        return !shown.isEmpty() || coding == null ? shown : join(" ", coding.code(), coding.description());
    }

    private static String join(String separator, @Nullable String... parts) {
        return Stream.of(parts).filter(Objects::nonNull).collect(Collectors.joining(separator));
    }
}
