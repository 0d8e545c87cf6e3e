package io.caravanserai.runtime;

import io.caravanserai.testkit.cluster.Cluster;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** One hub with everything in it, which fails while carriers call and customers are told. */
@Tag("slow")
class LoneHubFaultsTest {
    private static Cluster cluster;

    @BeforeAll
    static void start(@TempDir Path folder) throws Exception {
        cluster = Cluster.ofOne(folder, FaultTrial.SETTINGS, FaultTrial.options());
    }

    @AfterAll
    static void stop() throws Exception {
        cluster.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"hub 1 killed", "hub 1 paused", "disk of the hub full"})
    void nothingIsLostOrOvertaken(String fault) throws Exception {
        new FaultTrial(cluster).losesNothing(fault);
    }
}
