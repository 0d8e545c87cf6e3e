package io.caravanserai.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The schedules in routes/. */
final class ShippedSchedulesTest {
    private static final Pattern SCHEDULE = Pattern.compile("uri: \"?quartz:.*\\n(?:.*\\n)*?\\s+steps:");

    static List<Path> files() throws Exception {
        try (Stream<Path> all = Files.walk(Path.of("routes"))) {
            return all.filter(file -> file.toString().endsWith(".yaml"))
                    .filter(file -> read(file).contains("quartz:"))
                    .toList();
        }
    }

    /** One that fires before Camel knows its route is unscheduled for good: the default of 500 ms was too short. */
    @ParameterizedTest
    @MethodSource("files")
    void beginAfterTheirRouteIsThere(Path file) {
        assertThat(SCHEDULE.matcher(read(file)).results().toList())
                .isNotEmpty()
                .allSatisfy(schedule -> assertThat(schedule.group()).contains("triggerStartDelay: 2000"));
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
