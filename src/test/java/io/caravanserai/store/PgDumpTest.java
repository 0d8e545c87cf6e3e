package io.caravanserai.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The commands that docs/operate/backup.md gives for PostgreSQL, on a store with events in their months. */
class PgDumpTest {
    @Test
    void aDumpIsRestoredAndTheHubOpensIt(@TempDir Path folder) throws Exception {
        try (TestStore store = TestStores.postgresql();
                EmptyStore restored = TestStores.empty(Dialect.POSTGRESQL)) {
            long server = store.database()
                    .<Long>read(connection ->
                            Sql.number(connection, "SELECT current_setting('server_version_num')::integer / 10000"));
            assumeTrue(
                    client() >= server, "install pg_dump " + server + " or newer (postgresql-client) to run this test");
            // Given a store with an account and an event
            store.database().write(connection -> {
                Sql.update(connection, "INSERT INTO account VALUES ('A1','Acme',0,0)");
                return Sql.update(
                        connection,
                        """
                        INSERT INTO tracking_event (id, carrier_id, carrier_tracking_id, occurred_at, event_rank,
                            out_of_order, envelope, stored_at)
                        VALUES ('e1','bring','N1',0,0,0,'{}',?)""",
                        System.currentTimeMillis());
            });

            // When the documented commands are run
            for (String command : commands()) {
                run(folder, command, store.settings().getOrDefault("hub.db.url", ""), restored.url());
            }

            // Then the hub finds both, and knows the event
            try (Database now = restored.open()) {
                assertThat(now.<Long>read(connection -> Sql.number(
                                connection,
                                "SELECT COUNT(*) FROM account, tracking_event e, tracking_event_key k"
                                        + " WHERE k.id = e.id")))
                        .isEqualTo(1);
            }
        }
    }

    /** The version of pg_dump; 0 when there is none. */
    private static int client() throws InterruptedException {
        try {
            Process process = new ProcessBuilder("pg_dump", "--version").start();
            String version = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return process.waitFor() == 0 ? Integer.parseInt(version.replaceAll("(?s)\\D*(\\d+).*", "$1")) : 0;
        } catch (IOException e) {
            return 0;
        }
    }

    private static List<String> commands() throws IOException {
        List<String> commands = Files.readString(Path.of("docs/operate/backup.md"))
                .lines()
                .filter(line -> line.startsWith("pg_"))
                .toList();
        assertThat(commands).hasSize(2);
        return commands;
    }

    private static void run(Path folder, String command, String from, String to) throws Exception {
        ProcessBuilder builder = new ProcessBuilder("sh", "-c", command)
                .directory(folder.toFile())
                .redirectErrorStream(true);
        builder.environment().put("FROM", libpq(from));
        builder.environment().put("TO", libpq(to));
        Process process = builder.start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as("%s: %s", command, output).isZero();
    }

    /** {@code jdbc:postgresql://localhost:5432/x?user=postgres} without what only the driver knows. */
    private static String libpq(String jdbc) {
        return jdbc.replace("jdbc:postgresql://", "postgresql://postgres@").replaceAll("\\?.*", "");
    }
}
