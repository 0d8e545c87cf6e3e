package io.caravanserai.cli;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import io.caravanserai.cli.ProjectCopy.Ended;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code ./hub new}: what is proposed for payloads of each format, and what is refused. */
class NewCommandTest {
    @TempDir
    Path folder = Path.of("unset");

    private ProjectCopy project;

    @BeforeEach
    void copy() throws IOException {
        project = ProjectCopy.in(folder);
    }

    @Test
    void findsLevelsAttributesAndSplitTimesInXml() throws Exception {
        String mapping = proposal(
                "xml",
                """
                <?xml version="1.0"?>
                <s:Envelope xmlns:s="urn:s"><Body>
                  <Shipment id="S-1"><Parcel barcode="AC1000000017">
                    <Scan type="A1"><Day>02/03/2026</Day><Time>16:05</Time><Place><City>Oslo</City><Country>NO</Country></Place><Note>Fetched</Note></Scan>
                    <Scan type="Z9"><Day>03/03/2026</Day><Time>09:40</Time><Place><City>Bergen</City><Country>NO</Country></Place><Note>Handed over</Note></Scan>
                  </Parcel></Shipment>
                </Body></s:Envelope>
                """);
        assertThat(mapping)
                .contains("event: Envelope.Body.Shipment.Parcel.Scan[]")
                .contains("tracking_number: Envelope.Body.Shipment.Parcel.@barcode ")
                .contains("code: event.@type ")
                .contains("text: event.Note")
                .contains("pick: event.Day + ' ' + event.Time")
                .contains("format: dd/MM/yyyy HH:mm   # or MM/dd/yyyy HH:mm: the sample does not tell day from month")
                .contains("zone: location")
                .contains("city: event.Place.City")
                .contains("not used: Envelope.Body.Shipment.@id");
        assertThat(events("xml")).contains("\"code\":\"A1\"", "\"carrier_utc\":\"2026-03-02T16:05:00+01:00\"");
    }

    @Test
    void findsDelimiterCharsetAndOddNamesInCsv() throws Exception {
        Path sample = Files.write(
                folder.resolve("s.csv"),
                "Parcel No;Event Code;Description;Event Time;City\nAC1000000017;A1;Hämtad;02.03.2026 16:05;Malmö\n"
                        .getBytes(ISO_8859_1));
        assertThat(made("csv", sample).code()).isZero();
        assertThat(mapping())
                .contains("delimiter: \";\"", "charset: ISO-8859-1")
                .contains("tracking_number: event.\"parcel no\"")
                .contains("format: dd.MM.yyyy HH:mm\n")
                .contains("no offset in the sample and no country: ask whose clock it is");
        assertThat(events("csv")).contains("Malmö", "\"time_basis\":\"unknown\"");
    }

    @Test
    void namesColumnsOfATableWithoutHeader() throws Exception {
        assertThat(proposal("csv", "AC1000000017,A1,2026-03-02T16:05:00Z\nAC1000000024,Z9,2026-03-03T16:05:00Z\n"))
                .contains("header: no", "columns: [column_1, column_2, column_3]");
        assertThat(project.routes().resolve("carriers/acme.camel.yaml"))
                .content()
                .contains("header: false");
    }

    @Test
    void findsColumnsOfFixedWidth() throws Exception {
        assertThat(
                        proposal(
                                "fixed",
                                """
                        AC1000000017 A1 202603021605 Oslo
                        AC1000000017 Z9 202603030940 Bergen
                        """))
                .contains("number: 1-12", "code: 14-15", "time: 17-28")
                .contains("tracking_number: event.number ", "pick: event.time\n", "format: yyyyMMddHHmm");
        assertThat(events("fixed")).contains("AC1000000017", "\"code\":\"Z9\"");
    }

    @Test
    void readsListsAtTheTopOfJson() throws Exception {
        assertThat(
                        proposal(
                                "json",
                                """
                        [{"awb": "AC1000000017", "status": "A1", "at": "2026-03-02T16:05:00+01:00"},
                         {"awb": "AC1000000024", "status": "Z9", "at": "2026-03-03T16:05:00+01:00"}]
                        """))
                .contains("event: $[]", "tracking_number: event.awb ", "- pick: event.at\n")
                .doesNotContain("zone:");
        assertThat(project.routes().resolve("carriers/acme.camel.yaml"))
                .content()
                .contains("splitter: whole", "keyPath: \"/*/awb\"");
    }

    @Test
    void saysWhatItDidNotFind() throws Exception {
        assertThat(proposal("json", "{\"hello\": \"world\"}"))
                .contains("tracking_number: tracking_number   # nothing in the sample looks like it")
                .contains("code: code   # nothing")
                .contains("time: time   # nothing")
                .contains("# not used: hello");
        assertThat(project.check().out()).doesNotContain("error");
    }

    @Test
    void listsTheCodesOfAnEdiSample() throws Exception {
        Ended made = made("edifact-iftsta", Path.of("edi-mappings/bring/samples/delivered.edi"));
        assertThat(made.out()).contains("The sample gives 2 events and has 2 codes to fill in.");
        assertThat(project.mappings().resolve("acme/codes.csv"))
                .content()
                .contains("# ,A,,,,,COLLECTED\n# ,I,,,,,DELIVERED\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Acme", "acme-freight", "1acme", "acme__x", "_acme", "../acme", "harmonized", "x12"})
    void refusesNamesThatCannotBeFoldersAndRouteIds(String name) {
        Ended ended = project.makeCarrier(name, "--by", "sftp", "--format", "csv");
        assertThat(ended.code()).isEqualTo(2);
        assertThat(ended.err()).contains("The name '" + name + "' ");
        assertThat(project.routes().resolve("carriers/" + name + ".camel.yaml")).doesNotExist();
    }

    @Test
    void overwritesNothing() throws Exception {
        Path route = project.routes().resolve("carriers/bring.camel.yaml");
        String before = Files.readString(route);
        Ended ended = project.makeCarrier("bring", "--by", "sftp", "--format", "csv");
        assertThat(ended.code()).isEqualTo(2);
        assertThat(ended.err()).contains(route + " exists already and is left as it is");
        assertThat(route).hasContent(before);
    }

    @Test
    void makesNothingOutsideTheHubsFolder() throws Exception {
        Files.writeString(
                folder.resolve("hub.properties"), "hub.routes.dir=%s%n".formatted(folder.resolve("elsewhere")));
        Ended ended = project.makeCarrier("acme", "--by", "sftp", "--format", "csv");
        assertThat(ended.code()).isEqualTo(2);
        assertThat(ended.err()).contains("There is no folder " + folder.resolve("elsewhere"));
        assertThat(folder.resolve("elsewhere")).doesNotExist();
    }

    @ParameterizedTest
    @CsvSource({"json, <a/>, looks like xml", "xml, {}, looks like json", "json, {, not well-formed JSON"})
    void saysWhyASampleCannotBeRead(String format, String payload, String why) throws Exception {
        Path sample = Files.writeString(folder.resolve("s.txt"), payload);
        Ended ended = made(format, sample);
        assertThat(ended.code()).isEqualTo(2);
        assertThat(ended.err()).contains(sample.toString(), why);
        assertThat(project.mappings().resolve("acme")).doesNotExist();
    }

    @Test
    void saysWhatIsWrongWithTheCall() {
        assertThat(project.makeCarrier("acme", "--by", "sftp", "--format", "jsn")
                        .err())
                .contains("did you mean 'json'?");
        assertThat(project.makeCarrier("acme", "--by", "fax", "--format", "json")
                        .code())
                .isEqualTo(2);
        assertThat(project.makeCarrier("acme").err()).contains("--by", "--format");
        assertThat(made("json", folder.resolve("nowhere.json")).err()).contains("There is no file");
    }

    @ParameterizedTest
    @ValueSource(strings = {"x12-214", "edifact-iftsta", "csv"})
    void makesACustomersRoute(String format) {
        Ended ended = ProjectCopy.hub(
                "new",
                "customer",
                "blue_shop",
                "--format",
                format,
                "--config",
                folder.resolve("hub.properties").toString());
        assertThat(ended.code()).as(ended.err()).isZero();
        assertThat(ended.out()).contains("made ", "CUSTOMER_BLUE_SHOP_ENABLED=true");
        assertThat(project.routes().resolve("customers/blue_shop.camel.yaml"))
                .content()
                .contains("format: " + format);
        assertThat(project.check().out()).contains("no findings");
    }

    private Ended made(String format, Path sample) {
        return project.makeCarrier("acme", "--by", "sftp", "--format", format, "--sample", sample.toString());
    }

    private String proposal(String format, String payload) throws IOException {
        Ended made = made(format, Files.writeString(folder.resolve("s." + format), payload));
        assertThat(made.code()).as(made.err()).isZero();
        return mapping();
    }

    private String mapping() throws IOException {
        return Files.readString(project.mappings().resolve("acme/tracking.map.yaml"));
    }

    private String events(String format) {
        return project.tryOut("acme", project.mappings().resolve("acme/samples/s." + format), "--json")
                .out();
    }
}
