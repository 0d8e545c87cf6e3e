package io.caravanserai.event;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.caravanserai.behaviour.PayloadReader;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.function.Consumer;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * Keys that all have the same hash cost about what others do: a table that compared each with all before it would need
 * thousands of times as long. Processor time is compared, so that a busy machine fails nothing.
 */
class HashFloodingTest {
    private static final int BITS = 16;
    private static final int KEYS = 1 << BITS;
    private static final int MOST = 60;
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    @Test
    void theKeysDoCollide() {
        assertThat(IntStream.range(0, 100).map(i -> colliding(i).hashCode()).distinct())
                .hasSize(1);
        assertThat(IntStream.range(0, KEYS)
                        .mapToObj(HashFloodingTest::colliding)
                        .distinct())
                .hasSize(KEYS);
    }

    @Test
    void keysOfJsonThatCollideCostLittleMore() {
        assertCheap(
                HashFloodingTest::json,
                text -> Json.read(text.getBytes(UTF_8), com.fasterxml.jackson.databind.JsonNode.class));
    }

    @Test
    void keysOfEventsThatCollideCostLittleMore() {
        assertCheap(
                key -> "{\"source\":{\"id\":\"s\"},\"events\":[{\"type\":\"a\",\"properties\":" + json(key) + "}]}",
                text -> {
                    try {
                        PayloadReader.read(Json.parse(text.getBytes(UTF_8)), 0);
                    } catch (Exception e) {
                        throw new AssertionError(e);
                    }
                });
    }

    @Test
    void keysOfFormsAndQueriesThatCollideCostLittleMore() {
        assertCheap(
                key -> IntStream.range(0, KEYS)
                        .mapToObj(i -> key.apply(i) + "=1")
                        .collect(Collectors.joining("&")),
                text -> Form.parse(text, UTF_8));
    }

    private static String json(IntFunction<String> key) {
        return IntStream.range(0, KEYS)
                .mapToObj(i -> "\"" + key.apply(i) + "\":1")
                .collect(Collectors.joining(",", "{", "}"));
    }

    private static void assertCheap(
            java.util.function.Function<IntFunction<String>, String> input, Consumer<String> reader) {
        String plain = input.apply(HashFloodingTest::different);
        String hostile = input.apply(HashFloodingTest::colliding);
        reader.accept(plain);

        long usual = cost(() -> reader.accept(plain));
        long flooded = cost(() -> reader.accept(hostile));

        assertThat(flooded / Math.max(1, usual))
                .as("times the usual %d ns", usual)
                .isLessThan(MOST);
    }

    private static long cost(Runnable work) {
        long begun = THREADS.getCurrentThreadCpuTime();
        work.run();
        return THREADS.getCurrentThreadCpuTime() - begun;
    }

    /** Of as many characters as {@link #colliding}. */
    private static String different(int number) {
        return "%032d".formatted(number);
    }

    /** {@code Aa} and {@code BB} have the same hash, and so has whatever is made of them. */
    private static String colliding(int number) {
        StringBuilder key = new StringBuilder();
        for (int bit = 0; bit < BITS; bit++) {
            key.append((number >> bit & 1) == 0 ? "Aa" : "BB");
        }
        return key.toString();
    }
}
