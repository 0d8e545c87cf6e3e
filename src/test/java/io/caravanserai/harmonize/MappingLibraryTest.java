package io.caravanserai.harmonize;

import static org.assertj.core.api.Assertions.assertThat;

import io.caravanserai.mapping.MappingException;
import io.caravanserai.mapping.MappingProblem;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What integrators are told about their files. */
class MappingLibraryTest {
    private static final String GOOD =
            """
            carrier: good
            documents:
              - name: d
                format: json
                event:
                  tracking_number: n
                  code: c
                  time: t
            """;

    @TempDir
    Path folder = Path.of("unset");

    @Test
    void aBadFolderIsSetAsideAndTheOthersLoad() {
        MappingLibrary library = new MappingFolder(folder)
                .with("good", "tracking.map.yaml", GOOD)
                .with("bad", "tracking.map.yaml", "carrier: bad\ndocuments:\n  - {name: x")
                .load();
        assertThat(library.carriers()).containsExactly("good");
        assertThat(library.setAside()).containsOnlyKeys("bad");
        assertThat(library.whyNot("bad")).contains("tracking.map.yaml:").contains("not readable as YAML");
        assertThat(library.whyNot("goood")).contains("did you mean 'good'?");
    }

    @Test
    void theFolderMayBeGivenByARoundaboutPath() throws MappingException {
        Path roundabout = Path.of(".", "edi-mappings", "..", "edi-mappings");

        assertThat(MappingLibrary.load(roundabout).carriers())
                .as("evri's mapping takes a file of its folder")
                .contains("evri");
    }

    @Test
    void everyFaultOfAMappingIsNamedWithItsLine() {
        List<String> faults = faults(
                """
                carrier: wrong
                documents:
                  - name: d
                    format: jsn
                    each:
                      parcel: items[]
                      event: parcel.events[
                    evnt: {}
                    event:
                      tracking_number: parcl.number
                      code: [event.code]
                      time:
                        pick: event.time
                        format: yyyy-QQ
                        zone: Europe/Olso
                      location:
                        contry: event.country
                      eta:
                        - {pick: event.eta, zone: {carrier: Europe/Olso}}
                    problems:
                      - {kind: notce, when: errors}
                  - name: d
                    format: fixed
                    columns: {a: 5-2}
                """);
        assertThat(faults)
                .contains(
                        "1: carrier is 'wrong' but the folder is named 'bad': both must agree",
                        "4: unknown format 'jsn'; did you mean 'json'?",
                        "8: unknown key 'evnt' in a document; did you mean 'event'?",
                        "14: 'Q' in time format 'yyyy-QQ' is not understood; use y M d H h m s S a X z, or one of [iso, epoch_millis, epoch_seconds]",
                        "17: unknown key 'contry' in location; did you mean 'country'?",
                        "19: no time zone 'Europe/Olso'; did you mean 'Europe/Oslo'?",
                        "21: unknown kind 'notce'; did you mean 'notice'?",
                        "22: two documents are named 'd'",
                        "24: the range of 'a' must be first-last, counted from 1, as 1-12");
        assertThat(faults).anyMatch(f -> f.startsWith("7: ") && f.contains("expected"));
        assertThat(faults).anyMatch(f -> f.startsWith("10: ") && f.contains("did you mean 'parcel'?"));
        assertThat(faults).anyMatch(f -> f.startsWith("15: ") && f.contains("'carrier: Europe/Olso'"));
        assertThat(faults).anyMatch(f -> f.startsWith("22: ") && f.contains("needs 'event'"));
    }

    private List<String> faults(String mapping) {
        return new MappingFolder(folder)
                .with("bad", "tracking.map.yaml", mapping).load().setAside().getOrDefault("bad", List.of()).stream()
                        .map(p -> p.line() + ": " + p.message())
                        .toList();
    }

    @Test
    void everyFaultOfACodeTableIsNamedWithItsLine() {
        MappingLibrary library = new MappingFolder(folder)
                .with("good", "tracking.map.yaml", GOOD)
                .with(
                        "good",
                        "codes.csv",
                        """
                        document,carrier_code,milestone,code,sub_code,reason,description
                        # comment
                        ,A,delivery,deliverd,,,typing error
                        ,B,delivery,delivered,,,fine
                        ,B,delivery,delivered,,,again
                        ,*,in_transit,carrier_network,,,everything
                        dd,C,delivery,delivered,,,no such document
                        ,D,delivery,delivered,,,a text, with a comma
                        """)
                .load();
        assertThat(library.setAside().get("good"))
                .extracting(MappingProblem::line)
                .containsExactlyInAnyOrder(3, 5, 6, 7, 8);
        assertThat(String.valueOf(library.setAside().get("good")))
                .contains("no hub code 'delivery/deliverd'; did you mean 'delivery/delivered'?")
                .contains("already given on line 4")
                .contains("unknown codes stay unmapped")
                .contains("no document 'dd'; did you mean 'd'?")
                .contains("quote a text that holds a comma");
    }

    @Test
    void theMostSpecificRowCounts() {
        MappingLibrary library = new MappingFolder(folder)
                .with("good", "tracking.map.yaml", GOOD.replace("code: c", "code: [c, r, a]"))
                .with(
                        "good",
                        "codes.csv",
                        """
                        carrier_code,milestone,code,sub_code,document
                        X/*,delivery,attempt,,
                        X/13/*,delivery,attempt,refused_by_recipient,
                        X/*/E,return_to_sender,initiated,,
                        */T,order,created,,
                        Y,order,cancelled,,
                        X/13/E,post_delivery,rating,,d
                        """)
                .load();
        assertThat(library.setAside()).isEmpty();
        assertThat(mapped(library, "X", null, null)).isEqualTo("delivery/attempt");
        assertThat(mapped(library, "X", "12", "B")).isEqualTo("delivery/attempt");
        assertThat(mapped(library, "X", "13", null)).isEqualTo("delivery/attempt/refused_by_recipient");
        assertThat(mapped(library, "X", "13", "F")).isEqualTo("delivery/attempt/refused_by_recipient");
        assertThat(mapped(library, "X", "13", "E")).as("its document's row").isEqualTo("post_delivery/rating");
        assertThat(mapped(library, "X", "12", "E")).isEqualTo("return_to_sender/initiated");
        assertThat(mapped(library, "X", null, "E")).isEqualTo("return_to_sender/initiated");
        assertThat(mapped(library, "Q", "T", null)).isEqualTo("order/created");
        assertThat(mapped(library, "Y", null, null)).isEqualTo("order/cancelled");
        assertThat(mapped(library, "Y", "1", null)).isEqualTo("other/unmapped");
    }

    private static String mapped(MappingLibrary library, @Nullable String... parts) {
        String[] names = {"c", "r", "a"};
        StringBuilder json = new StringBuilder("{\"n\":\"1\",\"t\":\"2026-01-01T00:00:00Z\"");
        for (int i = 0; i < parts.length; i++) {
            json.append(parts[i] == null ? "" : ",\"" + names[i] + "\":\"" + parts[i] + "\"");
        }
        Harmonized result = MappingFolder.harmonize(library, "good", json + "}");
        var gluey = result.events().get(0).event().codes().gluey();
        return gluey.milestone() + "/" + gluey.code() + (gluey.subCode() == null ? "" : "/" + gluey.subCode());
    }

    @Test
    void oneCarrierIsReadAgainWithoutTheOthers() throws Exception {
        MappingFolder mappings = new MappingFolder(folder).with("good", "tracking.map.yaml", GOOD);
        MappingLibrary before = mappings.load();
        mappings.with("good", "tracking.map.yaml", "carrier: good\ndocuments: []\nx: 1\n");
        MappingLibrary broken = before.reload("good");
        assertThat(broken.carriers()).as("the last good one stays").containsExactly("good");
        assertThat(broken.carrier("good")).isEqualTo(before.carrier("good"));
        assertThat(broken.setAside()).containsOnlyKeys("good");
        assertThat(before.setAside()).as("a snapshot does not change").isEmpty();
        mappings.with("good", "tracking.map.yaml", GOOD);
        assertThat(broken.reload("good").setAside()).isEmpty();
        Files.delete(folder.resolve("good/tracking.map.yaml"));
        MappingLibrary gone = broken.reload("good");
        assertThat(gone.carriers()).isEmpty();
        assertThat(gone.setAside()).isEmpty();
    }

    @Test
    void theHubsOwnCodesAreComplete() {
        EventCodes codes = MappingFolder.load(MappingFolder.REAL).codes();
        assertThat(codes.all()).hasSize(195).allMatch(c -> !c.definition().isBlank());
        assertThat(codes.unmapped().rank()).isZero();
        assertThat(codes.find("delivery/delivered/with_signature"))
                .hasValueSatisfying(c -> assertThat(c.terminal()).isTrue());
        assertThat(codes.find("delivery/out_for_delivery").orElseThrow().rank())
                .isGreaterThan(
                        codes.find("in_transit/carrier_network").orElseThrow().rank())
                .isLessThan(codes.find("delivery/delivered").orElseThrow().rank());
    }
}
