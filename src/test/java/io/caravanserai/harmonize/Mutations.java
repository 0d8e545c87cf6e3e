package io.caravanserai.harmonize;

import io.caravanserai.mapping.Format;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** Damages payloads as lines, programs and people do, from a seed, so that what fails can be repeated. */
public final class Mutations {
    private static final int LONGEST = 64 * 1024;
    /** What means something in one of the formats, and what is at the edge of what programs can hold. */
    private static final List<String> TELLING = List.of(
            "\"",
            "\\",
            "{",
            "}",
            "[",
            "]",
            ",",
            ":",
            "null",
            "-",
            "1e999",
            "99999999999999999999",
            "\\ud800",
            "<",
            "</",
            ">",
            "&",
            "&#0;",
            "<![CDATA[",
            "<!DOCTYPE a [",
            "<?xml version='1.1'?>",
            "\r\n",
            "\n",
            ";",
            "\t",
            "\"\"",
            "*",
            "~",
            "'",
            "+",
            "?",
            "^",
            "ISA*",
            "ST*214*",
            "SE*",
            "UNH+",
            "UNT+",
            "UNA:+.? '",
            "\u0000",
            "\ufeff",
            "\u202e",
            "\ud83d\ude9a",
            "2026-02-30T25:61:61+99:99",
            "0000-00-00",
            "true");

    private static final Map<Format, Pattern> LEAVES = Map.of(
            Format.JSON, Pattern.compile(":\\s*(\"(?:[^\"\\\\]|\\\\.)*\"|-?\\d[\\d.eE+-]*|true|false|null)"),
            Format.XML, Pattern.compile("(?:>|=\")([^<>\"]*[^<>\"\\s][^<>\"]*)(?=<|\")"),
            Format.CSV, Pattern.compile("[;,\\t\\n]([^;,\\t\\n\"]+)(?=[;,\\t\\r\\n])"),
            Format.FIXED, Pattern.compile("(?<=[ \\r\\n]|^)([^ \\r\\n]+)"),
            Format.X12, Pattern.compile("\\*([^*~\\r\\n]+)(?=[*~])"),
            Format.EDIFACT, Pattern.compile("[+:]([^+:'\\r\\n]+)(?=[+:'])"));
    private static final Map<Format, List<String>> VALUES = Map.of(
            Format.JSON,
            List.of(
                    "null",
                    "\"\"",
                    "\" \"",
                    "0",
                    "-1",
                    "1e400",
                    "true",
                    "{}",
                    "[]",
                    "[null]",
                    "\"\\u0000\"",
                    "\"x\"",
                    "\"2026-13-01T00:00:00Z\"",
                    "12345678901234567890123"));
    private static final List<String> TEXTS = List.of(
            "", " ", "0", "-1", "x", "99999999999999999999", "20261301", "2026-02-30T00:00:00Z", "\u00e9\u4e2d");

    private final SplittableRandom random;

    public Mutations(long seed) {
        this.random = new SplittableRandom(seed);
    }

    /** One to four changes of any bytes, cuts, repetitions and insertions. */
    public byte[] damaged(byte[] good, byte[] other) {
        byte[] input = good;
        for (int times = 1 + random.nextInt(4); times > 0; times--) {
            int at = random.nextInt(input.length + 1);
            int to = Math.min(input.length, at + 1 + random.nextInt(40));
            input = switch (random.nextInt(8)) {
                case 0 -> spliced(input, at, Math.min(input.length, at + 1), new byte[] {(byte) random.nextInt(256)});
                case 1 -> spliced(input, at, to, new byte[0]);
                case 2 -> Arrays.copyOf(input, at);
                case 3 -> spliced(input, at, at, Arrays.copyOfRange(input, random.nextInt(at + 1), at));
                case 4 ->
                    spliced(
                            input,
                            at,
                            input.length,
                            Arrays.copyOfRange(other, random.nextInt(other.length), other.length));
                case 5 -> repeated(input, at, to, 2 + random.nextInt(200));
                case 6 -> spliced(input, at, to, telling());
                default -> spliced(input, at, at, telling());
            };
        }
        return input;
    }

    /** A payload in which one value stands in the place of another. */
    record Changed(byte[] input, String was, String is) {}

    /** Where a payload has its values. */
    static List<MatchResult> leaves(Format format, byte[] good) {
        return Objects.requireNonNull(LEAVES.get(format))
                .matcher(new String(good, StandardCharsets.ISO_8859_1))
                .results()
                .toList();
    }

    /** One value replaced by another, the structure left as it is; the same payload when it has no values. */
    Changed otherValue(Format format, byte[] good, List<MatchResult> leaves) {
        if (leaves.isEmpty()) {
            return new Changed(good, "", "");
        }
        MatchResult leaf = leaves.get(random.nextInt(leaves.size()));
        List<String> values = new ArrayList<>(VALUES.getOrDefault(format, TEXTS));
        values.add(leaves.get(random.nextInt(leaves.size())).group(1));
        String value = values.get(random.nextInt(values.size()));
        byte[] input = spliced(good, leaf.start(1), leaf.end(1), value.getBytes(StandardCharsets.UTF_8));
        return new Changed(input, leaf.group(1), value);
    }

    private byte[] telling() {
        return TELLING.get(random.nextInt(TELLING.size())).getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] repeated(byte[] input, int from, int to, int times) {
        byte[] piece = Arrays.copyOfRange(input, from, to);
        ByteArrayOutputStream pieces = new ByteArrayOutputStream();
        for (int i = 0; i < times && input.length + pieces.size() < LONGEST; i++) {
            pieces.writeBytes(piece);
        }
        return spliced(input, from, to, pieces.toByteArray());
    }

    private static byte[] spliced(byte[] input, int from, int to, byte[] between) {
        ByteArrayOutputStream all = new ByteArrayOutputStream(input.length + between.length);
        all.write(input, 0, from);
        all.writeBytes(between);
        all.write(input, to, input.length - to);
        return all.toByteArray();
    }
}
