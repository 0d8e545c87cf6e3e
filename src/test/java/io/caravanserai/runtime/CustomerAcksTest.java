package io.caravanserai.runtime;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import com.fasterxml.jackson.databind.JsonNode;
import io.caravanserai.account.AccountStore;
import io.caravanserai.edifile.NumberedFiles;
import io.caravanserai.fileaudit.FileContent;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/** What an operator sees and does about the acknowledgements of a customer's files, over the management port. */
class CustomerAcksTest {
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final Logger FILES = (Logger) LoggerFactory.getLogger(NumberedFiles.class);

    private final ListAppender<ILoggingEvent> log = new ListAppender<>();

    @TempDir
    Path folder = Path.of("unset");

    @BeforeEach
    void listen() {
        log.start();
        FILES.addAppender(log);
    }

    @AfterEach
    void hush() {
        FILES.detachAppender(log);
    }

    @Test
    void overdueFilesAreListedAndLoggedOnce() throws Exception {
        try (Setting setting = new Setting(folder, "1s")) {
            setting.file("O1");
            await().atMost(PATIENCE).until(() -> overdueLines(1) == 1);
            setting.file("O2");
            await().atMost(PATIENCE).until(() -> overdueLines(2) == 1);

            JsonNode overdue = setting.files("?status=overdue");
            assertThat(overdue)
                    .extracting(file -> file.path("control_number").asInt())
                    .containsExactly(2, 1);
            JsonNode first = overdue.get(1);
            assertThat(first.path("outlet").asText()).isEqualTo("nordic-retail");
            assertThat(first.path("file_name").asText()).isEqualTo("nordic-retail-000000001.edi");
            assertThat(first.path("status").asText()).isEqualTo("overdue");
            assertThat(first.path("size").asLong()).isEqualTo(Files.size(setting.sent(1)));
            assertThat(Instant.parse(first.path("ack_due_utc").asText()))
                    .isEqualTo(Instant.parse(first.path("sent_utc").asText()).plusSeconds(1));
            assertThat(first.path("ack_utc").isNull()).isTrue();
            assertThat(first.path("ack_words")).isEmpty();
            assertThat(overdueLines(1)).as("told once").isEqualTo(1);
            assertThat(log.list)
                    .extracting(ILoggingEvent::getFormattedMessage)
                    .anyMatch(line -> line.contains("outlet=nordic-retail control=1 next=")
                            && line.contains("POST /admin/edi-files/nordic-retail/1/resend"));

            setting.answer("late.edi", setting.x12(1, "A", 1));
            await().atMost(PATIENCE)
                    .until(() -> setting.files("?status=accepted").size() == 1);
            assertThat(setting.files("?status=overdue"))
                    .extracting(file -> file.path("control_number").asInt())
                    .containsExactly(2);
        }
    }

    private long overdueLines(int control) {
        return List.copyOf(log.list).stream()
                .map(ILoggingEvent::getFormattedMessage)
                .filter(line ->
                        line.startsWith("acknowledgement overdue") && line.contains(" control=" + control + " "))
                .count();
    }

    @Test
    void theListIsFilteredAndGuarded() throws Exception {
        try (Setting setting = new Setting(folder, "24h")) {
            setting.file("L1");
            setting.file("L2");
            await().atMost(PATIENCE)
                    .until(() -> setting.files("?status=awaited").size() == 2);

            assertThat(setting.files("")).hasSize(2);
            assertThat(setting.files("?outlet=nordic-retail&status=awaited&limit=1"))
                    .singleElement()
                    .satisfies(file ->
                            assertThat(file.path("control_number").asInt()).isEqualTo(2));
            assertThat(setting.files("?outlet=other")).isEmpty();
            for (String status : List.of("waiting", "sent", "overdue", "rejected")) {
                assertThat(setting.files("?status=" + status)).as(status).isEmpty();
            }
            JsonNode noted = TestHub.json(setting.manage("GET", "/admin/files?carrier=nordic-retail&name=000000001"));
            FileContent first = FileContent.of("nordic-retail-000000001.edi", Files.readAllBytes(setting.sent(1)));
            assertThat(noted.path("files")).singleElement().satisfies(file -> {
                assertThat(file.path("direction").asText()).isEqualTo("out");
                assertThat(file.path("name").asText()).isEqualTo(first.name());
                assertThat(file.path("sha256").asText()).isEqualTo(first.sha256());
                assertThat(file.path("control_number").asInt()).isEqualTo(1);
            });
            HttpResponse<String> wrong = setting.manage("GET", "/admin/edi-files?status=lost");
            assertThat(wrong.statusCode()).isEqualTo(422);
            assertThat(wrong.body()).contains("status is 'lost'", "awaited, overdue");
            assertThat(setting.manage("GET", "/admin/edi-files?limit=501").statusCode())
                    .isEqualTo(422);
            assertThat(setting.manage("POST", "/admin/edi-files/nordic-retail/9/resend")
                            .statusCode())
                    .isEqualTo(404);

            TestHub hub = setting.hub;
            for (String path : List.of("/admin/edi-files", "/admin/edi-files?status=overdue", "/admin/files")) {
                assertThat(hub.manageWith("GET", path).statusCode()).isEqualTo(401);
                assertThat(hub.manageWith("GET", path, "Authorization", "Bearer " + setting.customer.key())
                                .statusCode())
                        .isEqualTo(401);
                assertThat(hub.call("GET", path, new byte[0]).statusCode())
                        .as("not on the public port")
                        .isEqualTo(404);
            }
            assertThat(hub.manageWith("POST", "/admin/edi-files/nordic-retail/1/resend")
                            .statusCode())
                    .isEqualTo(401);
            assertThat(setting.files("?status=awaited")).hasSize(2);
        }
    }

    @Test
    void aDeadLetterIsReadAgainAsWhenItCame() throws Exception {
        try (Setting setting = new Setting(folder, "24h")) {
            setting.file("R1");
            setting.answer("a.edi", setting.x12(1, "R", 1));
            await().atMost(PATIENCE)
                    .until(() -> setting.files("?status=rejected").size() == 1);
            setting.answer("b.edi", setting.x12(1, "A", 2));
            String letter = setting.onlyLetter("acknowledged before as rejected, now as accepted");

            HttpResponse<String> stays = setting.manage("POST", "/admin/dead-letters/" + letter + "/replay");
            assertThat(stays.statusCode()).isEqualTo(409);
            assertThat(stays.body()).contains("acknowledged before as rejected, now as accepted");
            assertThat(setting.onlyLetter("acknowledged before")).isEqualTo(letter);

            assertThat(setting.manage("POST", "/admin/edi-files/nordic-retail/1/resend")
                            .statusCode())
                    .isEqualTo(202);
            await().atMost(PATIENCE)
                    .until(() -> setting.files("?status=awaited").size() == 1);
            assertThat(setting.manage("POST", "/admin/dead-letters/" + letter + "/replay")
                            .statusCode())
                    .isEqualTo(202);

            assertThat(setting.files("?status=accepted")).hasSize(1);
            assertThat(setting.hub.deadLetters()).isEmpty();
        }
    }

    @Test
    void anAcknowledgementThatWasNoGoodAsAFileStaysToo() throws Exception {
        try (Setting setting = new Setting(folder, "24h")) {
            setting.file("F1");
            setting.answer("cut.edi", setting.x12(1, "A", 1).replaceFirst("SE\\*.*", ""));
            String letter = setting.onlyLetter("SE");

            HttpResponse<String> stays = setting.manage("POST", "/admin/dead-letters/" + letter + "/replay");

            assertThat(stays.statusCode()).as(stays.body()).isEqualTo(409);
            assertThat(setting.hub.deadLetters())
                    .extracting(TestHub.Letter::id)
                    .as("and nothing was made of it as of a carrier's message")
                    .containsExactly(letter);
        }
    }

    /** A hub whose customer gets an X12 file a second and answers on its own server. */
    private static final class Setting implements AutoCloseable {
        private final TestPartners partners;
        private final TestHub hub;
        private final TestCustomer customer;
        private final Path outbox;
        private int made;

        Setting(Path folder, String due) throws Exception {
            Path data = folder.resolve("data");
            AccountStore.Created account = TestPartners.account(data);
            partners = TestPartners.start(folder.resolve("server"), data);
            Map<String, String> settings = new LinkedHashMap<>(partners.customer(account.accountNumber()));
            settings.put("customer.nordic-retail.ack.enabled", "true");
            settings.put("customer.nordic-retail.ack.due", due);
            settings.put("customer.nordic-retail.ack.delay", "200");
            settings.put("customer.nordic-retail.ack.min-age", "0s");
            outbox = partners.outbox("nordic-retail");
            hub = TestHub.onSharedBroker(data, settings);
            customer = TestCustomer.of(hub::call, account);
        }

        /** Has one event go out in a file of its own. */
        void file(String number) throws Exception {
            Path expected = sent(++made);
            customer.track("sandbox", number);
            assertThat(hub.sandboxEvent(number, "collection/collected")).isEqualTo(200);
            await().atMost(PATIENCE).until(() -> Files.exists(expected));
        }

        Path sent(int control) {
            return partners.inbox().resolve("nordic-retail-%09d.edi".formatted(control));
        }

        /** A 997 of the customer's about our file. */
        String x12(int file, String verdict, int control) {
            return """
                    ISA*00*          *00*          *ZZ*NORDICRETAIL   *ZZ*CARAVANSERAI   *261121*0900*U*00401*%3$09d*0*P*>~
                    GS*FA*NORDICRETAIL*CARAVANSERAI*20261121*0900*%3$d*X*004010~
                    ST*997*0001~
                    AK1*QM*%1$d~
                    AK9*%2$s*1*1*%4$d~
                    SE*4*0001~
                    GE*1*%3$d~
                    IEA*1*%3$09d~
                    """
                    .formatted(file, verdict, control, verdict.equals("R") ? 0 : 1);
        }

        void answer(String name, String text) throws Exception {
            partners.drop("nordic-retail", name, text.getBytes(ISO_8859_1));
            await().atMost(PATIENCE).until(() -> Files.notExists(outbox.resolve(name)));
        }

        HttpResponse<String> manage(String method, String path) throws Exception {
            return hub.manage(method, path, new byte[0]);
        }

        JsonNode files(String query) throws Exception {
            return TestHub.json(manage("GET", "/admin/edi-files" + query)).path("edi_files");
        }

        String onlyLetter(String reason) throws Exception {
            List<TestHub.Letter> letters = new ArrayList<>();
            await().atMost(PATIENCE).untilAsserted(() -> {
                letters.clear();
                letters.addAll(hub.deadLetters());
                assertThat(letters).singleElement().satisfies(letter -> assertThat(letter.reason())
                        .contains(reason));
            });
            return letters.get(0).id();
        }

        @Override
        public void close() throws Exception {
            customer.close();
            hub.close();
            partners.close();
        }
    }
}
