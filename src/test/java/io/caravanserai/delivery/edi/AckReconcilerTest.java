package io.caravanserai.delivery.edi;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.caravanserai.delivery.News;
import io.caravanserai.edi.EdiSamples;
import io.caravanserai.edi.ack.AckDraft;
import io.caravanserai.edi.ack.AckProfile;
import io.caravanserai.edi.ack.AckReader;
import io.caravanserai.edifile.AckReconciler;
import io.caravanserai.edifile.EdiFilesAdmin;
import io.caravanserai.edifile.Reconciled;
import io.caravanserai.event.Json;
import io.caravanserai.http.HttpCall;
import io.caravanserai.http.HttpProblem;
import io.caravanserai.store.Dialect;
import java.time.Clock;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** A customer's answer finds its file, and the operator sees what it says. */
class AckReconcilerTest {
    private static final OffsetDateTime NOW = OffsetDateTime.parse("2026-03-02T09:15:00Z");

    @SuppressWarnings("NullAway.Init") // each test makes its own
    OutletHarness hub;

    @AfterEach
    void close() {
        hub.close();
    }

    @ParameterizedTest
    @CsvSource({"SQLITE,x12-214", "SQLITE,edifact-iftsta", "POSTGRESQL,x12-214", "POSTGRESQL,edifact-iftsta"})
    void anAcceptedFileIsAwaitedThenAccepted(Dialect dialect, String format) {
        hub = new OutletHarness(dialect);
        byte[] file = sent(format);
        assertThat(list("awaited")).hasSize(1);

        Reconciled result = reconcile(answer(file, "auto"), "in/a.edi");

        assertThat(result).isEqualTo(new Reconciled.Matched(1, "accepted"));
        assertThat(list("accepted")).singleElement().asString().contains("\"control_number\":1,");
        assertThat(reconcile(answer(file, "auto"), "in/a.edi"))
                .as("read again after a crash")
                .isEqualTo(new Reconciled.ReadAgain());
        assertThat(reason(answer(file, "auto"), "in/b.edi")).contains("came before in in/a.edi");
    }

    @ParameterizedTest
    @EnumSource(Dialect.class)
    void aRejectedSetIsToldInWords(Dialect dialect) {
        hub = new OutletHarness(dialect);
        byte[] file = sent("x12-214");
        // as the customer's line would garble it
        byte[] garbled = new String(file, ISO_8859_1)
                .replaceFirst("SE\\*[0-9]+\\*0002", "SE*99*0002")
                .getBytes(ISO_8859_1);

        Reconciled result = reconcile(answer(garbled, "999"), "in/a.edi");

        assertThat(result).isEqualTo(new Reconciled.Matched(1, "partially_accepted"));
        assertThat(list("partially_accepted"))
                .singleElement()
                .asString()
                .contains("\"ack_words\":[\"214 0002: number of segments is wrong (4)\"]");
        assertThat(reason(answer(file, "997"), "in/b.edi"))
                .contains("acknowledged before as partially_accepted, now as accepted")
                .contains("the first word stands");
    }

    @ParameterizedTest
    @EnumSource(Dialect.class)
    void receiptAloneIsNotYetAWord(Dialect dialect) {
        hub = new OutletHarness(dialect);
        byte[] file = sent("edifact-iftsta");
        byte[] received = new String(answer(file, "auto"), ISO_8859_1)
                .replaceFirst("(UCI[^']*)\\+7'.*?UNT\\+[0-9]+", "$1+8'UNT+3")
                .getBytes(ISO_8859_1);

        assertThat(reconcile(received, "in/a.edi")).isEqualTo(new Reconciled.Matched(1, "awaited"));
        assertThat(reconcile(answer(file, "auto"), "in/b.edi")).isEqualTo(new Reconciled.Matched(1, "accepted"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
            AK1*QM*1~ | AK1*QM*7~     | no file of shop has control number 7
            AK1*QM*1~ | AK1*IM*1~     | file 1 has no group IM
            AK2*214*0002~ | AK2*214*0009~ | file 1 holds sets 1 to 2 and no 0009
            *ZZ*SHOP  | *ZZ*CHOP      | this comes from CHOP to HUB
            ST*997    | ST*214        | no acknowledgement that can be read
            AK9*A     | AK9*Q         | no acknowledgement that can be read
            """)
    void whatFitsNoFileIsSaid(String part, String other, String reason) {
        hub = new OutletHarness(Dialect.SQLITE);
        byte[] answer = answer(sent("x12-214"), "auto");
        String wrong = new String(answer, ISO_8859_1).replace(part, other);
        assertThat(wrong).isNotEqualTo(new String(answer, ISO_8859_1));

        assertThat(reason(wrong.getBytes(ISO_8859_1), "in/a.edi")).contains(reason);
        assertThat(list("awaited")).hasSize(1);
    }

    @ParameterizedTest
    @EnumSource(Dialect.class)
    void overdueFilesAreListedAndSentAgainByteForByte(Dialect dialect) {
        hub = new OutletHarness(dialect);
        byte[] file = sent("x12-214");
        Clock later = Clock.offset(Clock.systemUTC(), Duration.ofHours(25));
        assertThat(list("overdue")).isEmpty();
        assertThat(list("overdue", later)).hasSize(1);

        EdiFilesAdmin admin = new EdiFilesAdmin(hub.database, later);
        assertThat(admin.resend(call(Map.of("outlet", "shop", "control", "1"), Map.of()))
                        .status())
                .isEqualTo(202);

        assertThat(list("waiting")).hasSize(1);
        EdiOutlet outlet = outlet("x12-214");
        assertThat(outlet.files()).containsExactly(1L);
        assertThat(hub.bytes(outlet, 1)).isEqualTo(file);
        assertThatThrownBy(() -> admin.resend(call(Map.of("outlet", "shop", "control", "1"), Map.of())))
                .isInstanceOfSatisfying(
                        HttpProblem.class,
                        problem -> assertThat(problem.answer().status()).isEqualTo(409));
        assertThatThrownBy(() -> admin.resend(call(Map.of("outlet", "shop", "control", "x"), Map.of())))
                .isInstanceOfSatisfying(
                        HttpProblem.class,
                        problem -> assertThat(problem.answer().status()).isEqualTo(404));
    }

    private EdiOutlet outlet(String format) {
        EdiOutlet outlet = hub.newOutlet(format, "node-a");
        outlet.setAckDue("24h");
        outlet.start();
        return outlet;
    }

    /** A file of two shipments, uploaded. */
    private byte[] sent(String format) {
        EdiOutlet outlet = outlet(format);
        hub.queue(News.of("S1", "e1"), News.of("S2", "e2"));
        assertThat(outlet.files()).containsExactly(1L);
        Exchange file = hub.open(outlet, 1);
        outlet.sent(file);
        return OutletHarness.bytes(file);
    }

    /** What a translator says of the file. */
    static byte[] answer(byte[] file, String format) {
        return new AckProfile(format, "", false).write(AckDraft.of(EdiSamples.report(file)), 70, NOW);
    }

    private Reconciled reconcile(byte[] answer, String source) {
        return new AckReconciler(hub.database, new AckReader(EdiSamples.SCHEMAS), Clock.systemUTC())
                .reconcile("shop", answer, source);
    }

    private String reason(byte[] answer, String source) {
        return ((Reconciled.Unmatched) reconcile(answer, source)).reason();
    }

    private List<String> list(String status) {
        return list(status, Clock.systemUTC());
    }

    private List<String> list(String status, Clock clock) {
        byte[] body = new EdiFilesAdmin(hub.database, clock)
                .list(call(Map.of(), Map.of("status", List.of(status))))
                .body();
        List<String> files = new ArrayList<>();
        Json.read(body, com.fasterxml.jackson.databind.JsonNode.class)
                .get("edi_files")
                .forEach(file -> files.add(file.toString()));
        return files;
    }

    private static HttpCall call(Map<String, String> path, Map<String, List<String>> query) {
        return new HttpCall("GET", "/admin/edi-files", path, query, Map.of(), "127.0.0.1", new byte[0]);
    }
}
