package io.caravanserai.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every parser of what partners send, with damaged input: it is read, or refused as documented, within bounds of time and
 * memory; nothing else. {@code -Pslow -Dfuzz.executions=N} says how often the long run tries all of them together,
 * {@code -Dfuzz.seed=N} with which inputs.
 */
class FuzzTest {
    private static final long SHORT = 25_000;
    private static final long LONG = Long.getLong("fuzz.executions", 1_000_000);

    @TempDir
    static Path folder = Path.of("unset");

    @SuppressWarnings("NullAway.Init") // made once
    static List<FuzzTarget> targets;

    @BeforeAll
    static void find() throws Exception {
        targets = FuzzTargets.all(folder);
    }

    static Stream<FuzzTarget> targets() {
        return targets.stream();
    }

    @ParameterizedTest
    @MethodSource("targets")
    void damagedInputIsReadOrRefused(FuzzTarget target) {
        assertThat(FuzzRun.of(target, share(target, SHORT))).contains("executions=");
    }

    @Tag("slow")
    @ParameterizedTest
    @MethodSource("targets")
    void muchMoreOfItIsToo(FuzzTarget target) {
        String told = FuzzRun.of(target, share(target, LONG));
        System.out.println(told);
        assertThat(told).contains("executions=");
    }

    /** The quicker a parser, the more of all executions it gets. */
    private static long share(FuzzTarget target, long all) {
        double weights = targets.stream().mapToDouble(each -> 1.0 / each.cost()).sum();
        return Math.max(1, Math.round(all / weights / target.cost()));
    }
}
