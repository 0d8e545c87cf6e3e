package io.caravanserai.tryout;

import io.caravanserai.edi.EdiFault;
import io.caravanserai.edi.InterchangeReport;
import io.caravanserai.ediview.EdiView;
import io.caravanserai.ediview.Layout;
import io.caravanserai.ediview.ShownSegment;
import io.caravanserai.mapping.Format;
import io.caravanserai.mapping.MappingException;
import io.caravanserai.tryout.Tried.Segment;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A payload for the eye. */
final class Segments {
    private static final int MOST = 1_000;

    private Segments() {}

    static List<Segment> of(Path mappingsDir, byte[] payload) {
        Format format = Format.detect(payload);
        if (format == Format.X12 || format == Format.EDIFACT) {
            List<Segment> segments = edi(mappingsDir, payload);
            if (!segments.isEmpty()) {
                return segments;
            }
        }
        List<Segment> lines = new ArrayList<>();
        for (String line : PayloadLines.of(payload)) {
            if (lines.size() < MOST) {
                lines.add(new Segment(lines.size() + 1L, "", "", line, List.of(), List.of()));
            }
        }
        return lines;
    }

    private static List<Segment> edi(Path mappingsDir, byte[] payload) {
        Collected collected = new Collected();
        try {
            var unused = new EdiView(mappingsDir).show(new ByteArrayInputStream(payload), collected, any -> true);
        } catch (MappingException e) {
            // without the dictionary there are no words; the lines tell the payload
            return List.of();
        } catch (IOException e) {
            throw new IllegalStateException("reading bytes in memory", e);
        }
        return collected.segments;
    }

    private static final class Collected implements Layout {
        private final List<Segment> segments = new ArrayList<>();

        @Override
        public void segment(ShownSegment segment) {
            if (segments.size() < MOST) {
                segments.add(new Segment(
                        segment.number(),
                        segment.tag(),
                        segment.name(),
                        segment.written(),
                        segment.elements().stream().map(Collected::words).toList(),
                        segment.faults().stream().map(EdiFault::message).toList()));
            }
        }

        private static String words(ShownSegment.Shown element) {
            String name = element.name().isEmpty() ? "" : element.name() + ": ";
            String meaning = element.meaning().isEmpty() ? "" : " (" + element.meaning() + ")";
            return element.position() + " " + name + element.value() + meaning;
        }

        @Override
        public void fault(String interchange, EdiFault fault) {
            if (segments.size() < MOST) {
                segments.add(new Segment(
                        fault.segmentNumber(), fault.segment(), "", "", List.of(), List.of(fault.message())));
            }
        }

        @Override
        public void closed(InterchangeReport report) {
            // its faults were told where they are
        }

        @Override
        public void end(Tally tally) {
            // the segments say it all
        }
    }
}
