package io.caravanserai.edi.status;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.caravanserai.edi.EdiParty;
import io.caravanserai.edi.EdifactWriter;
import io.caravanserai.edi.Staedi;
import io.caravanserai.edi.X12Writer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class StatusCodesTest {
    private static final OffsetDateTime NOW = OffsetDateTime.parse("2026-03-02T09:15:00Z");
    private static final EdiParty HUB = new EdiParty("ZZ", "HUB");
    private static final EdiParty SHOP = new EdiParty("ZZ", "SHOP");

    private static StatusCodes table(String standard) throws IOException {
        return StatusCodes.load(Path.of("edi-mappings", standard, "status-codes.csv"));
    }

    private static List<String> eventCodes() throws IOException {
        List<String> rows = Files.readAllLines(Path.of("edi-mappings/harmonized/event-codes.csv"));
        return rows.subList(1, rows.size());
    }

    private static List<StatusLine> lineForEveryEvent(StatusCodes codes) throws IOException {
        List<StatusLine> lines = new ArrayList<>();
        for (String row : eventCodes()) {
            String[] cells = row.split(",", -1);
            StatusCodes.StatusCode code =
                    codes.find(cells[0], cells[1], cells[2]).orElseThrow();
            lines.add(new StatusLine(
                    "PO-1",
                    "T1",
                    null,
                    "CRVN",
                    code.status(),
                    code.reason(),
                    NOW,
                    null,
                    null,
                    null,
                    null,
                    null,
                    null,
                    List.of(),
                    List.of()));
        }
        return lines;
    }

    @Test
    void giveEveryEventCodeAValid214Code() throws IOException {
        List<StatusLine> lines = lineForEveryEvent(table("x12"));

        StatusInterchange written = new StatusMessage214Writer()
                .write(
                        X12Writer.Envelope.of(HUB, SHOP, "QM", "004010", 1, true, NOW),
                        new StatusReport("1", NOW, null, lines));

        assertThat(written.refused()).isEmpty();
        assertThat(Staedi.complaints(written.bytes(), "214")).isEmpty();
    }

    @Test
    void giveEveryEventCodeAValidIftstaCode() throws IOException {
        List<StatusLine> lines = lineForEveryEvent(table("edifact"));
        EdiParty hub = new EdiParty("ZZZ", "HUB");

        StatusInterchange written = new IftstaWriter()
                .write(
                        EdifactWriter.Envelope.of(hub, hub, "1", true, NOW, "D.04A"),
                        new StatusReport("1", NOW, null, lines));

        assertThat(written.refused()).isEmpty();
        assertThat(Staedi.complaints(written.bytes(), "IFTSTA")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"x12", "edifact"})
    void haveARowForEveryMilestone(String standard) throws IOException {
        StatusCodes codes = table(standard);

        for (String row : eventCodes()) {
            assertThat(codes.find(row.substring(0, row.indexOf(',')), "new_code", "new_sub"))
                    .isPresent();
        }
    }

    @Test
    void fallBackFromSubCodeToCodeToMilestone(@TempDir Path folder) throws IOException {
        Path file = csv(folder, "delivery,,,A,\ndelivery,attempt,,B,r\ndelivery,attempt,left_notice,C,\n");

        StatusCodes codes = StatusCodes.load(file);

        assertThat(codes.find("delivery", "attempt", "left_notice")).hasValue(new StatusCodes.StatusCode("C", null));
        assertThat(codes.find("delivery", "attempt", "other")).hasValue(new StatusCodes.StatusCode("B", "r"));
        assertThat(codes.find("delivery", "attempt", null)).hasValue(new StatusCodes.StatusCode("B", "r"));
        assertThat(codes.find("delivery", "other", "x")).hasValue(new StatusCodes.StatusCode("A", null));
        assertThat(codes.find("order", "created", null)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "a,b|2: five cells",
                "a,,,,|2: five cells",
                "a,,c,X,|2: a sub code needs",
                "a,,,X,#a,,,Y,|3: this event"
            })
    void nameFileAndLineOfABadRow(String rows, String complaint, @TempDir Path folder) throws IOException {
        Path file = csv(folder, rows.replace('#', '\n'));

        assertThatThrownBy(() -> StatusCodes.load(file)).hasMessageStartingWith(file + ":" + complaint);
    }

    private static Path csv(Path folder, String rows) throws IOException {
        return Files.writeString(
                folder.resolve("codes.csv"), "milestone,code,sub_code,status_code,reason_code\n" + rows);
    }
}
