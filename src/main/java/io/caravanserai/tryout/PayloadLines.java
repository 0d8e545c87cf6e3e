package io.caravanserai.tryout;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.caravanserai.edi.EdiSyntaxException;
import io.caravanserai.edi.EdiTokenizer;
import io.caravanserai.event.Json;
import io.caravanserai.mapping.Format;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** A payload for the eye: EDI by segments, JSON and XML that stand on one line laid out. */
public final class PayloadLines {
    private static final int LONGEST = 256 * 1024;

    private PayloadLines() {}

    /** The lines of a file's beginning. */
    public static List<String> of(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            return of(in.readNBytes(LONGEST));
        }
    }

    /** The lines of a payload. */
    public static List<String> of(byte[] bytes) {
        String text = new String(bytes, Format.charset(bytes));
        return switch (Format.detect(bytes)) {
            case X12, EDIFACT -> segments(bytes, text);
            case JSON -> isOneLine(text) ? json(bytes, text) : lines(text);
            case XML -> lines(isOneLine(text) ? text.replace("><", ">\n<") : text);
            case CSV, FIXED, FORM -> lines(text);
        };
    }

    private static boolean isOneLine(String text) {
        return text.strip().lines().count() < 3;
    }

    private static List<String> lines(String text) {
        return text.strip().lines().toList();
    }

    private static List<String> json(byte[] bytes, String text) {
        try {
            JsonNode node = Json.parse(bytes);
            return lines(Json.mapper().writerWithDefaultPrettyPrinter().writeValueAsString(node));
        } catch (JsonProcessingException e) {
            // the findings say what is wrong with it; here it is shown as it is
            return lines(text);
        }
    }

    private static List<String> segments(byte[] bytes, String text) {
        List<String> segments = new ArrayList<>();
        try {
            EdiTokenizer tokens = new EdiTokenizer(bytes);
            int start = 0;
            while (tokens.next()) {
                add(segments, bytes, start, (int) tokens.offset());
                start = (int) tokens.offset();
            }
            add(segments, bytes, start, bytes.length);
            return segments;
        } catch (EdiSyntaxException e) {
            return lines(text);
        }
    }

    private static void add(List<String> segments, byte[] bytes, int from, int to) {
        byte[] segment = Arrays.copyOfRange(bytes, from, to);
        String text = new String(segment, Format.charset(segment)).strip();
        if (!text.isEmpty()) {
            segments.add(text);
        }
    }
}
