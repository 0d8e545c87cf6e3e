package io.caravanserai.cli;

import io.caravanserai.event.TrackingEvent;
import io.caravanserai.event.TrackingEvent.Address;
import io.caravanserai.event.TrackingEvent.LocationCoding;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Prints events as a table for people. */
final class TryTable {
    private static final List<String> HEADER =
            List.of("TRACKING NUMBER", "TIME", "HUB CODE", "CARRIER CODE", "PLACE", "TEXT");
    private static final int MAX_WIDTH = 52;

    private TryTable() {}

    static void print(List<TrackingEvent> events, PrintWriter out) {
        List<List<String>> rows = new ArrayList<>();
        rows.add(HEADER);
        events.forEach(e -> rows.add(row(e)));
        if (events.isEmpty()) {
            out.println("no events");
            return;
        }
        int[] widths = new int[HEADER.size()];
        for (List<String> row : rows) {
            for (int i = 0; i < row.size(); i++) {
                widths[i] = Math.max(widths[i], row.get(i).length());
            }
        }
        for (List<String> row : rows) {
            StringBuilder line = new StringBuilder();
            for (int i = 0; i < row.size(); i++) {
                String cell = row.get(i);
                line.append(cell).append(" ".repeat(widths[i] - cell.length() + 2));
            }
            out.println(line.toString().stripTrailing());
        }
        out.println(events.size() == 1 ? "1 event" : events.size() + " events");
    }

    private static List<String> row(TrackingEvent event) {
        TrackingEvent.Codes codes = event.event().codes();
        String basis = event.event().timeBasis();
        return Stream.of(
                        event.carrierTrackingId(),
                        event.event().eventTime().carrierUtc() + (basis.equals("offset") ? "" : " (" + basis + ")"),
                        join(
                                "/",
                                codes.gluey().milestone(),
                                codes.gluey().code(),
                                codes.gluey().subCode()),
                        join("/", codes.carrier().code(), codes.carrier().subCode()),
                        place(event),
                        join("", codes.carrier().freetextDetail()))
                .map(TryTable::cut)
                .toList();
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

    private static String cut(String cell) {
        String printable = cell.replaceAll("\\p{Cntrl}", " ");
        return printable.length() > MAX_WIDTH ? printable.substring(0, MAX_WIDTH - 1) + "…" : printable;
    }
}
