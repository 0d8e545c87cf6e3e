package io.caravanserai.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.caravanserai.event.Json;
import io.caravanserai.tryout.PayloadReader;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

/** {@code ./hub try} as people and scripts call it. */
class TryCommandTest {
    private static final String UPS = "edi-mappings/ups/samples/";
    private static final String BRING = "edi-mappings/bring/samples/";

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @TempDir
    Path folder = Path.of("unset");

    @Test
    void printsOneJsonLinePerEvent() throws Exception {
        int exit = run("ups", UPS + "track-alert.json", "--json");
        assertThat(exit).isZero();
        var line = Json.parse(out.toString().getBytes(StandardCharsets.UTF_8));
        assertThat(line.at("/carrier_tracking_id").asText()).isEqualTo("1Z999AA10123456784");
        assertThat(line.at("/event/event_time/carrier_utc").asText()).isEqualTo("2026-03-07T09:30:00-03:30");
        assertThat(line.at("/event/codes/gluey/milestone").asText()).isEqualTo("delivery");
    }

    @Test
    void showsPayloadEventsAndWhatIsMissing() {
        int exit = run("ups", UPS + "track-api.json");
        assertThat(exit).isEqualTo(1);
        assertThat(out.toString())
                .containsSubsequence(
                        "PAYLOAD\n",
                        "\"trackResponse\": {",
                        "EVENTS\n",
                        "TRACKING NUMBER 1Z999AA10123456784",
                        "2026-03-04T03:05:00-05:00 (zone)     in_transit/departed_carrier_facility",
                        "DP/I · LOUISVILLE, KY, US · Departed from Facility",
                        "UNMAPPED CODES",
                        "edi-mappings/ups/codes.csv:\n,ZQ/I,,,,,Something new\n",
                        "PROBLEMS\n",
                        "no time: nothing at time of document 'track-api' (edi-mappings/ups/tracking.map.yaml:12)",
                        "5 events, 1 unmapped code, 1 fault");
        assertThat(out.toString()).doesNotContain("\u001b");
    }

    @ParameterizedTest
    @ValueSource(ints = {60, 80, 140, 200})
    void keepsToTheWidth(int width) {
        run("bring", BRING + "delivered.edi", "--width", String.valueOf(width));
        assertThat(out.toString().lines()).allMatch(line -> line.length() <= width);
        assertThat(out.toString()).contains("370400000500000012").contains("delivery/delive");
    }

    @Test
    void showsSegmentsBesideEventsWhereThereIsRoom() {
        run("bring", BRING + "delivered.edi", "--width", "140");
        assertThat(out.toString().lines().toList().get(1))
                .startsWith("UNA:+.? '")
                .endsWith(" │ TRACKING NUMBER 370400000500000012");
    }

    @Test
    void coloursOnlyWhenTold() {
        run("bring", BRING + "delivered.edi", "--color");
        assertThat(out.toString()).contains("\u001b[32m").contains("\u001b[0m");
        out.getBuffer().setLength(0);
        run("bring", BRING + "delivered.edi", "--no-color");
        assertThat(out.toString()).doesNotContain("\u001b");
    }

    @Test
    void letsNoPayloadSteerTheTerminal() throws Exception {
        String alert = Files.readString(Path.of(UPS + "track-alert.json"));
        Path evil = Files.writeString(
                folder.resolve("evil.json"), alert.replaceFirst("\"description\": *\"", "$0\\\\u001b[2J\\\\u009b2J"));
        Files.copy(evil, folder.resolve("evil2.json"));
        run("ups", evil.toString());
        run("ups", folder.toString());
        assertThat(out.toString()).contains("[2J").doesNotContain("\u001b", "\u009b");
    }

    @Test
    void explainsWhatMadeAnEvent() {
        assertThat(run("bring", BRING + "delivered.edi", "--explain")).isZero();
        assertThat(out.toString())
                .containsPattern("mapping edi-mappings/bring/tracking.map.yaml:\\d+\n")
                .containsPattern("code    edi-mappings/bring/codes.csv:\\d+\n");
    }

    @Test
    void explainsEachFieldByTheLineThatMadeIt() throws Exception {
        List<String> mapping = Files.readAllLines(Path.of("edi-mappings/bring/tracking.map.yaml"));

        assertThat(run("bring", BRING + "delivered.edi", "--explain")).isZero();

        Map<String, String> explained = new HashMap<>();
        Pattern.compile("^ +(\\d+)  ([a-z_.]+) +\\S", Pattern.MULTILINE)
                .matcher(out.toString())
                .results()
                .forEach(line -> explained.put(
                        line.group(2),
                        mapping.get(Integer.parseInt(line.group(1)) - 1).strip()));
        assertThat(explained).containsKeys("tracking_number", "code", "time", "location.city");
        explained.forEach((field, line) -> assertThat(line).startsWith(field.replace("location.", "") + ":"));
        assertThat(run("bring", BRING + "delivered.edi", "--explain", "--json")).isZero();
        assertThat(out.toString()).contains("\"lines\":{\"tracking_number\":");
    }

    @Test
    void givesEachFileOfAFolderALine() {
        assertThat(run("bring", BRING)).isEqualTo(1);
        assertThat(out.toString())
                .contains(BRING + "delivered.edi: 2 events\n")
                .contains(BRING + "iftsta.edi: 6 events, 1 unmapped code\n")
                .contains(",Z9,,,,,UNHEARD OF")
                .containsPattern("\n\\d+ files: \\d+ events, 1 unmapped code\n$")
                .doesNotContain(".expected.json");
    }

    @Test
    void readsStandardInput() throws Exception {
        InputStream before = System.in;
        try (InputStream in = Files.newInputStream(Path.of(BRING + "delivered.edi"))) {
            System.setIn(in);
            assertThat(run("bring", "-", "--json")).isZero();
        } finally {
            System.setIn(before);
        }
        assertThat(out.toString().lines()).hasSize(2);
        assertThat(run("bring", "-", "--accept")).isEqualTo(2);
    }

    @Test
    void cutsALongFileAsTheHubDoes() throws Exception {
        String header = "Parcel No;Customer Ref;Scan;Cause;Text;Date;Time;Depot;City;Zip;Country;Signed By;Weight Kg\n";
        String row = "NC-1;SO-1;COL;;Picked up;10.03.2026;08:30;GOT1;Oslo;0150;NO;;2,50\n";
        int rows = 2 * (int) PayloadReader.WHOLE / row.length();
        Path big = Files.writeString(folder.resolve("big.csv"), header + row.repeat(rows));
        assertThat(run("nordic_couriers", big.toString())).isZero();
        assertThat(out.toString()).endsWith("\n" + rows + " events\n").contains("more events");
        assertThat(run("nordic_couriers", big.toString(), "--accept")).isEqualTo(1);
        assertThat(err.toString()).contains("cut a few events out of it");
    }

    @Test
    void doesNotAcceptFindingsUnlessForced() throws Exception {
        Path copy = Files.copy(Path.of(UPS + "track-api.json"), folder.resolve("mine.json"));
        assertThat(run("ups", copy.toString(), "--accept")).isEqualTo(1);
        assertThat(err.toString()).contains("not accepted: " + copy + " has findings", "--force");
        assertThat(folder.resolve("mine.expected.json")).doesNotExist();
        assertThat(run("ups", copy.toString(), "--accept", "--force")).isEqualTo(1);
        assertThat(folder.resolve("mine.expected.json"))
                .hasSameTextualContentAs(Path.of(UPS + "track-api.expected.json"));
    }

    @Test
    void saysWhatIsWrongWithTheCall() {
        assertThat(run("upz", UPS + "error.json")).isEqualTo(2);
        assertThat(err.toString()).contains("did you mean 'ups'?");
        assertThat(run("ups", "nowhere.json")).isEqualTo(2);
        assertThat(err.toString()).contains("no such file: nowhere.json");
        assertThat(run("ups")).isEqualTo(2);
        assertThat(run("ups", UPS + "error.json", "--mappings-dir", folder.toString()))
                .isEqualTo(2);
    }

    @Test
    void acceptsWhatItShows() throws Exception {
        Path copy = Files.copy(Path.of(UPS + "track-alert.json"), folder.resolve("mine.json"));
        assertThat(run("ups", copy.toString(), "--accept")).isZero();
        assertThat(folder.resolve("mine.expected.json"))
                .hasSameTextualContentAs(Path.of(UPS + "track-alert.expected.json"));
    }

    private int run(String... arguments) {
        return new CommandLine(new TryCommand())
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(arguments);
    }
}
