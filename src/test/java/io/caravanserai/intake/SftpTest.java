package io.caravanserai.intake;

import io.caravanserai.testkit.SftpServerKit;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

/** Tests of one hub that polls carriers on one server; each test has a carrier of its own. */
abstract class SftpTest {
    static SftpServerKit server;
    static IntakeHarness hub;
    static Path root;

    @BeforeAll
    static void startServer(@TempDir Path folder) throws Exception {
        root = folder;
        server = SftpServerKit.start(folder.resolve("server"), 0);
        hub = IntakeHarness.start(Files.createDirectory(folder.resolve("data")), Map.of());
    }

    @AfterEach
    void removeRoutes() throws Exception {
        hub.removeRoutes();
    }

    @AfterAll
    static void stopServer() throws Exception {
        hub.close();
        server.close();
    }
}
