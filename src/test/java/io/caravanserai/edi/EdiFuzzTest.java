package io.caravanserai.edi;

import static io.caravanserai.edi.EdiSamples.bytes;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Damaged input of every kind: no exception, no hang, no byte lost. */
class EdiFuzzTest {
    private static final int INPUTS = Integer.getInteger("edi.fuzz.inputs", 1000);
    private static final byte[] TELLING = bytes("*+:'?~^>|\n\r ISAUNBHTZGEX0123\u0000\u001a\u00e9\u00ff");

    @ParameterizedTest
    @ValueSource(strings = {"ltl-214-004010.edi", "parcel-214-005010.edi", "iftsta-d04a.edi", "iftsta-d96a.edi"})
    @Timeout(600)
    void survivesDamage(String sample) {
        byte[] good = EdiSamples.file(sample);
        byte[] other = EdiSamples.file("iftsta-d04a.edi");
        Random random = new Random(Long.getLong("edi.fuzz.seed", sample.hashCode()));
        for (int i = 0; i < INPUTS; i++) {
            byte[] input = damaged(good, other, random);
            try {
                assertEveryByteIsAccountedFor(input, EdiSamples.split(input, i % 3 == 0 ? 1024 : 1 << 20));
                assertTheShortWayFindsTheSame(input, EdiSamples.split(input));
            } catch (RuntimeException | AssertionError e) {
                fail("input " + i + " of " + sample + ":\n" + new String(input, ISO_8859_1), e);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"ltl-214-004010.edi", "parcel-214-005010.edi", "iftsta-d04a.edi", "iftsta-d96a.edi"})
    void whatTheSplitterCutsIsALoneMessage(String sample) {
        List<EdiPart> parts = EdiSamples.split(EdiSamples.file(sample));

        assertThat(parts).isNotEmpty().allSatisfy(part -> {
            LoneMessage lone = LoneMessage.in(part.bytes());
            assertThat(lone).isNotNull();
            assertThat(lone.control()).isEqualTo(part.messageControl());
        });
    }

    private static byte[] damaged(byte[] good, byte[] other, Random random) {
        byte[] input = good.clone();
        for (int times = 1 + random.nextInt(4); times > 0; times--) {
            int at = random.nextInt(Math.max(1, input.length));
            input = switch (random.nextInt(7)) {
                case 0 -> replaced(input, at, TELLING[random.nextInt(TELLING.length)]);
                case 1 -> replaced(input, at, (byte) random.nextInt(256));
                case 2 -> without(input, at, Math.min(input.length, at + 1 + random.nextInt(30)));
                case 3 -> Arrays.copyOf(input, at);
                case 4 -> joined(Arrays.copyOf(input, at), other);
                case 5 ->
                    joined(Arrays.copyOf(input, at), Arrays.copyOfRange(input, random.nextInt(at + 1), input.length));
                default ->
                    joined(
                            joined(Arrays.copyOf(input, at), new byte[] {TELLING[random.nextInt(TELLING.length)]}),
                            Arrays.copyOfRange(input, at, input.length));
            };
        }
        return input;
    }

    private static byte[] replaced(byte[] input, int at, byte value) {
        if (at < input.length) {
            input[at] = value;
        }
        return input;
    }

    private static byte[] without(byte[] input, int from, int to) {
        return from >= to ? input : joined(Arrays.copyOf(input, from), Arrays.copyOfRange(input, to, input.length));
    }

    private static byte[] joined(byte[] one, byte[] other) {
        return ByteBuffer.allocate(one.length + other.length)
                .put(one)
                .put(other)
                .array();
    }

    /** Good parts hold their message unchanged, refused ones their bytes; the rest is envelope or blank. */
    private static void assertEveryByteIsAccountedFor(byte[] input, List<EdiPart> parts) {
        BitSet covered = new BitSet(input.length);
        long before = 0;
        for (EdiPart part : parts) {
            boolean levelMissing = part.fault() != null && part.fault().code().equals(EdiFault.ENVELOPE_MISSING);
            if (!levelMissing) {
                assertThat(part.offset()).isGreaterThanOrEqualTo(part.fault() == null ? before : 0);
                before = part.fault() == null ? part.offset() : before;
            }
            cover(covered, input, part);
            if (part.fault() == null) {
                assertThat(EdiSamples.split(part.bytes()).stream().filter(again -> again.fault() == null))
                        .extracting(EdiPart::messageControl)
                        .containsExactly(part.messageControl());
                readTree(part);
            }
        }
        assertOnlyEnvelopeIsLeft(input, covered);
    }

    /** What is taken without the splitter is what the splitter would have given. */
    private static void assertTheShortWayFindsTheSame(byte[] input, List<EdiPart> parts) {
        LoneMessage lone = LoneMessage.in(input);
        if (lone != null) {
            assertThat(parts).singleElement().satisfies(part -> {
                assertThat(part.fault()).isNull();
                assertThat(part.messageControl()).isEqualTo(lone.control());
                assertThat(part.offset()).isEqualTo(lone.offset());
            });
        }
    }

    private static void cover(BitSet covered, byte[] input, EdiPart part) {
        int from = (int) part.offset();
        int length = part.bytes().length;
        if (part.fault() == null) {
            EdiTokenizer tokens = new EdiTokenizer(part.bytes());
            int start = offsetOf(tokens, "ST", "UNH");
            offsetOf(tokens, "SE", "UNT");
            int end = offsetOf(tokens, "GE", "UNE", "UNZ");
            int to = Math.min(input.length, from + end - start);
            // a trailer cut off by another interchange gets its terminator
            to -= input[to - 1] == part.bytes()[start + to - 1 - from] ? 0 : 1;
            for (int i = from; i < to; i++) {
                assertThat(input[i]).isEqualTo(part.bytes()[start + i - from]);
            }
            covered.set(from, to);
            return;
        }
        int same = 0;
        while (same < length && from + same < input.length && part.bytes()[same] == input[from + same]) {
            same++;
        }
        // a header cut off by the end of input gets its terminator
        assertThat(same).isGreaterThanOrEqualTo(length - 1);
        covered.set(from, from + same);
    }

    private static int offsetOf(EdiTokenizer tokens, String... tags) {
        while (tokens.next()) {
            if (List.of(tags).contains(tokens.tag())) {
                return (int) tokens.offset();
            }
        }
        return fail("no " + List.of(tags));
    }

    private static void assertOnlyEnvelopeIsLeft(byte[] input, BitSet covered) {
        int at = covered.nextClearBit(0);
        while (at < input.length) {
            int end = covered.nextSetBit(at);
            end = end < 0 ? input.length : end;
            String rest = new String(input, at, end - at, ISO_8859_1);
            String text = rest.replaceAll("[\\s\u0000\u001a]", "");
            assertThat(text)
                    .as("bytes %d to %d", at, end)
                    .matches("(?s)|(ISA|GS|GE|IEA|TA1|UNA|UNB|UNG|UNE|UNZ)[^\\p{Alnum}].*|\u00ef?\u00bb?\u00bf?");
            at = covered.nextClearBit(end);
        }
    }

    private static void readTree(EdiPart part) {
        try {
            walk(EdiSamples.tree(part));
        } catch (EdiSyntaxException e) {
            assertThat(e.fault().code()).isNotEmpty();
        }
    }

    private static void walk(EdiNode node) {
        for (int position = 1; position <= node.elements(); position++) {
            for (int repetition = 1; repetition <= node.repetitions(position); repetition++) {
                node.element(position, 1, repetition);
            }
        }
        node.children().forEach(EdiFuzzTest::walk);
    }
}
