package io.caravanserai.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import picocli.CommandLine.Help;

/** {@code ./hub demo --once} as a newcomer calls it, twice on the same data. */
class DemoTest {
    private static String first = "";
    private static String second = "";
    private static final StringWriter err = new StringWriter();

    @BeforeAll
    static void playTwice(@TempDir Path folder) throws IOException {
        Path config = Files.writeString(
                folder.resolve("hub.properties"),
                """
                hub.data.dir=%s
                hub.http.port=0
                hub.management.port=0
                hub.sftp.port=0
                hub.kafka.port=%d
                hub.kafka.flush=os
                """
                        .formatted(folder.resolve("data"), FreePorts.two()));
        first = play(config);
        second = play(config);
    }

    @Test
    void tellsEachStageOfOneParcelInItsOrder() {
        assertThat(first)
                .containsSubsequence(
                        "gets webhooks at http://127.0.0.1:",
                        "POST /trackers: parcel 3704",
                        "Bring puts IFTSTA_",
                        "| UNA:+.? '",
                        "kept untouched on the topic carrier.inbound, partition ",
                        "collection/collected",
                        "because edi-mappings/bring/codes.csv:",
                        "delivery/delivered",
                        "because edi-mappings/bring/codes.csv:",
                        "signature verified",
                        "\"milestone\": \"collection\"",
                        "signature verified",
                        "\"milestone\": \"delivery\"",
                        "Demo Shop found nordic-retail-000000001.edi",
                        "| ISA*",
                        "| GS*QM*");
        assertThat(err.toString()).isEmpty();
    }

    @Test
    void tellsOfEveryOtherCarrier() {
        String others = first.substring(first.indexOf("The same for other carriers"));

        for (String carrier :
                new String[] {"ups", "sandbox", "dhl_express", "postnord", "freightline_ltl", "nordic_couriers"}) {
            assertThat(others)
                    .containsPattern("(?m)^   " + carrier + " +\\S+ +[a-z_]+/[a-z_/]+ +\\S+ \\[(offset|zone)]");
        }
        assertThat(others).contains("7 more webhooks delivered to Demo Shop.");
    }

    @Test
    void tellsOfALabelThatTheHubMakes() {
        assertThat(first)
                .containsSubsequence(
                        "more webhooks delivered to Demo Shop.",
                        "A label that the hub makes itself",
                        "POST /shipments: a parcel to Kraków, labelled in-house",
                        "Demo Shop received the label of SSCC 0952",
                        "signature verified",
                        "\"update_type\": \"labels\"",
                        "\"format\": \"zpl200\"",
                        " bytes for a printer, from ^XA on",
                        "/labels -H 'x-key: crv_");
    }

    @Test
    void showsNothingThatSaysNothing() {
        assertThat(first).doesNotContain("null", "[ ]", "{ }", "\"\"", "NOT VALID", "\u001b");
    }

    @Test
    void namesThePageOfTheRecipient() {
        assertThat(first).containsPattern("http://localhost:\\d+/t/[\\w-]{22}\n");
    }

    @Test
    void offersACallWithItsOwnShipmentAndKey() {
        String shipment = first.replaceFirst("(?s).* is shipment (\\S+).*", "$1");

        assertThat(first).containsPattern("curl -s http://localhost:\\d+/track -H 'x-key: crv_\\S{20,}'");
        assertThat(first).contains("-d '{\"ids\":[\"" + shipment + "\"]}'");
    }

    @Test
    void tellsTheSameWhenPlayedAgain() {
        assertThat(words(second)).isEqualTo(words(first));
        assertThat(second).containsPattern("Demo Shop found nordic-retail-00000000[2-9].edi");
    }

    /** The steps without what is another in each run. */
    private static String words(String story) {
        return story.lines()
                .filter(line -> line.matches("^( \\d|   \\S).*"))
                .filter(line -> !line.contains("[zone]") && !line.contains("[offset]"))
                .map(line -> line.replaceAll("\\S*\\d\\S*", "#"))
                .reduce("", (all, line) -> all + line + "\n");
    }

    private static String play(Path config) {
        StringWriter out = new StringWriter();
        CommandLine command = Main.commandLine();
        command.setOut(new PrintWriter(out, true)).setErr(new PrintWriter(err, true));
        int exit = command.setColorScheme(Help.defaultColorScheme(Help.Ansi.OFF))
                .execute("demo", "--once", "--config", config.toString());
        assertThat(exit).as(out + "\n" + err).isZero();
        return out.toString();
    }
}
