package io.caravanserai.ediview;

import io.caravanserai.edi.EdiFault;
import io.caravanserai.edi.EdiNode;
import io.caravanserai.edi.EdiPart;
import io.caravanserai.edi.EdiSplitter;
import io.caravanserai.edi.EdiSyntaxException;
import io.caravanserai.edi.EdiTree;
import io.caravanserai.edi.InterchangeHeader;
import io.caravanserai.edi.InterchangeReport;
import io.caravanserai.edi.MessageSchemas;
import io.caravanserai.mapping.MappingException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Reads any X12 or EDIFACT stream and tells it to a {@link Layout}; memory is bounded by the longest message. */
public final class EdiView {
    private final Describer x12;
    private final Describer edifact;
    private final MessageSchemas schemas;

    /**
     * @param mappings usually edi-mappings
     * @throws MappingException when a dictionary there is faulty
     */
    public EdiView(Path mappings) throws MappingException {
        this.x12 = new Describer(Dictionary.load(mappings, "x12"));
        this.edifact = new Describer(Dictionary.load(mappings, "edifact"));
        this.schemas = new MessageSchemas(mappings);
    }

    /**
     * Shows the whole stream.
     *
     * @param messages which messages to tell, by their number in the input from 1 and their control number
     * @return what was read; empty when the input is not EDI at all, of which nothing is told
     * @throws IOException from reading
     */
    public Optional<Layout.Tally> show(InputStream in, Layout layout, Predicate<Selected> messages) throws IOException {
        Run run = new Run(layout, messages);
        new EdiSplitter().split(in, run);
        if (run.interchanges == 0) {
            return Optional.empty();
        }
        Layout.Tally tally = new Layout.Tally(run.interchanges, run.messages, run.faults);
        layout.end(tally);
        return Optional.of(tally);
    }

    /** What a message may be chosen by. */
    public record Selected(long number, String control) {}

    /** One pass over one input. */
    private final class Run implements EdiSplitter.Sink {
        private final Layout layout;
        private final Predicate<Selected> chosen;
        private Describer describer = x12;
        private @Nullable InterchangeHeader opened;
        private byte[] header = new byte[0];
        private String interchange = "";
        private long groupOffset = -1;
        private long lastEnvelope = -1;
        private long headerOffset = -1;
        long interchanges;
        long messages;
        long faults;

        Run(Layout layout, Predicate<Selected> chosen) {
            this.layout = layout;
            this.chosen = chosen;
        }

        @Override
        public void opened(InterchangeHeader begun) {
            interchanges++;
            opened = begun;
            interchange = begun.control();
            describer = begun.standard().equals("X12") ? x12 : edifact;
        }

        @Override
        public void envelope(byte[] segment, long number, long offset) {
            InterchangeHeader begun = opened;
            SegmentWalk walk;
            if (begun != null) {
                header = segment;
                headerOffset = offset;
                walk = SegmentWalk.ofHeader(segment, offset);
            } else {
                walk = SegmentWalk.of(header, segment, number, offset);
            }
            lastEnvelope = offset;
            opened = null;
            while (walk.next()) {
                ShownSegment shown = shown(walk, "", 0, List.of());
                groupOffset = shown.tag().equals("GS") || shown.tag().equals("UNG") ? offset : groupOffset;
                if (begun != null) {
                    layout.interchange(begun, walk.delimiters(), shown);
                } else {
                    layout.envelope(shown);
                }
            }
        }

        @Override
        public void closed(InterchangeReport report) {
            layout.closed(report);
            header = new byte[0];
            interchange = "";
        }

        @Override
        public void accept(EdiPart part) {
            EdiFault fault = part.fault();
            if (fault == null) {
                good(part);
            } else if (!part.messageType().isEmpty() || !part.messageControl().isEmpty()) {
                message(
                        part,
                        List.of(fault),
                        SegmentWalk.of(header, part.bytes(), part.segmentNumber(), part.offset()),
                        Map.of());
            } else {
                apart(part, fault);
            }
        }

        private void good(EdiPart part) {
            String name = (part.syntax().equals("X12") ? "x12/" : "edifact/") + part.messageType();
            Map<Long, Integer> depths = new HashMap<>();
            List<EdiFault> found = new ArrayList<>();
            if (schemas.apply(name) != null) {
                try {
                    depths(EdiTree.parse(part.bytes(), schemas), 0, depths);
                } catch (EdiSyntaxException e) {
                    found.add(part.placed(e.fault()));
                }
            }
            message(part, found, SegmentWalk.ofMessage(part), depths);
        }

        private void message(EdiPart part, List<EdiFault> found, SegmentWalk walk, Map<Long, Integer> depths) {
            messages++;
            if (!chosen.test(new Selected(messages, part.messageControl()))) {
                return;
            }
            String words = describer.meaning(part.syntax().equals("X12") ? "143" : "0065", part.messageType());
            layout.message(new Layout.Message(
                    part.messageType(),
                    words,
                    part.version(),
                    part.messageControl(),
                    part.segmentNumber(),
                    part.offset(),
                    found));
            List<EdiFault> left = new ArrayList<>(found);
            while (walk.next()) {
                List<EdiFault> here = Stream.concat(
                                found.stream().filter(fault -> fault.segmentNumber() == walk.number()),
                                walk.faults().stream().filter(fault -> !isKnown(found, fault)))
                        .toList();
                left.removeAll(here);
                faults += here.size();
                layout.segment(shown(walk, part.messageControl(), depths.getOrDefault(walk.innerOffset(), 0), here));
            }
            left.forEach(this::fault);
        }

        /** What is refused outside of messages; of an envelope segment that was told already only the fault. */
        private void apart(EdiPart part, EdiFault fault) {
            if (interchanges == 0 && fault.code().equals(EdiFault.NOT_EDI)) {
                return;
            }
            boolean told =
                    part.offset() == headerOffset || part.offset() == groupOffset || part.offset() == lastEnvelope;
            if (!told && header.length > 0 && part.segmentNumber() > 0) {
                SegmentWalk walk = SegmentWalk.of(header, part.bytes(), part.segmentNumber(), part.offset());
                while (walk.next()) {
                    layout.segment(shown(walk, "", 0, walk.faults()));
                }
            }
            fault(fault);
        }

        private void fault(EdiFault fault) {
            faults++;
            layout.fault(interchange, fault);
        }

        private ShownSegment shown(SegmentWalk walk, String message, int depth, List<EdiFault> here) {
            EdiNode segment = walk.segment();
            return new ShownSegment(
                    interchange,
                    message,
                    walk.number(),
                    walk.offset(),
                    segment.tag(),
                    describer.name(segment.tag()),
                    depth,
                    describer.elements(segment),
                    segment.written(),
                    here);
        }
    }

    private static boolean isKnown(List<EdiFault> found, EdiFault fault) {
        return found.stream()
                .anyMatch(known -> known.segmentNumber() == fault.segmentNumber()
                        && known.code().equals(fault.code()));
    }

    private static void depths(EdiNode node, int depth, Map<Long, Integer> depths) {
        for (EdiNode child : node.children()) {
            depths.put(child.offset(), depth);
            depths(child, depth + 1, depths);
        }
    }
}
