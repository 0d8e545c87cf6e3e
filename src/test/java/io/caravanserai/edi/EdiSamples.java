package io.caravanserai.edi;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Sample files and short ways to split them. */
public final class EdiSamples {
    /** Schemas of the repository. */
    public static final MessageSchemas SCHEMAS = new MessageSchemas(Path.of("edi-mappings"));

    private EdiSamples() {}

    static byte[] file(String name) {
        try {
            return Files.readAllBytes(Path.of("src/test/resources/edi", name));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A sample as text of one char per byte. */
    static String text(String name) {
        return new String(file(name), ISO_8859_1);
    }

    static byte[] bytes(String text) {
        return text.getBytes(ISO_8859_1);
    }

    static List<EdiPart> split(String text) {
        return split(bytes(text));
    }

    /** All parts of the input. */
    public static List<EdiPart> split(byte[] input) {
        return split(input, EdiSplitter.DEFAULT_LONGEST_MESSAGE);
    }

    static List<EdiPart> split(byte[] input, int longestMessage) {
        List<EdiPart> parts = new ArrayList<>();
        try {
            new EdiSplitter(longestMessage).split(new ByteArrayInputStream(input), parts::add);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return parts;
    }

    /** What is found of the one interchange in the input. */
    public static InterchangeReport report(byte[] input) {
        List<InterchangeReport> reports = new ArrayList<>();
        EdiSplitter.Sink sink = new EdiSplitter.Sink() {
            @Override
            public void accept(EdiPart part) {
                // the report says it all
            }

            @Override
            public void closed(InterchangeReport report) {
                reports.add(report);
            }
        };
        try {
            new EdiSplitter().split(new ByteArrayInputStream(input), sink);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        if (reports.size() != 1) {
            throw new IllegalArgumentException("expected one interchange: " + reports);
        }
        return reports.get(0);
    }

    /** The part's tree by the repository's schema. */
    public static EdiNode tree(EdiPart part) {
        return EdiTree.parse(part.bytes(), SCHEMAS);
    }

    static String fault(EdiPart part) {
        EdiFault fault = part.fault();
        return fault == null ? "" : fault.code();
    }
}
