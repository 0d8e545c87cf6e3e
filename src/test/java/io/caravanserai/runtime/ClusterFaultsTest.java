package io.caravanserai.runtime;

import io.caravanserai.testkit.cluster.Cluster;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Three hubs on three brokers and one PostgreSQL, one of which fails while carriers call and customers are told. */
@Tag("slow")
class ClusterFaultsTest {
    private static Cluster cluster;

    @BeforeAll
    static void start(@TempDir Path folder) throws Exception {
        cluster = Cluster.ofThree(folder, FaultTrial.SETTINGS, FaultTrial.options());
    }

    @AfterAll
    static void stop() throws Exception {
        cluster.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "hub 1 killed",
                "hub 2 paused",
                "broker 1 killed",
                "broker 2 killed",
                "hub 3 cut off",
                "PostgreSQL crashed",
                "clock of hub 2 jumps two hours ahead",
                "clock of hub 2 jumps two hours back",
                "disk of broker 3 full"
            })
    void nothingIsLostOrOvertaken(String fault) throws Exception {
        new FaultTrial(cluster).losesNothing(fault);
    }
}
