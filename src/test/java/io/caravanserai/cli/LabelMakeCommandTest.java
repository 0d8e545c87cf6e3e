package io.caravanserai.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code ./hub label make} as people call it. */
class LabelMakeCommandTest {
    private static final String REQUEST =
            """
            {"carrier": {"code": "dhl_parcel_de", "service": {"code": "express"}},
             "label_request": {"format": "zpl300", "size": "4x8"},
             "shipment": {
               "addresses": {
                 "from_address": {"name": "Nordic Retail", "street": "Lagerveien 1", "postal_code": "0150",
                                  "city": "Oslo", "iso_country": "NO"},
                 "to_address": {"name": "Ada Holm", "street": "Hovedgaden 2", "postal_code": "2100",
                                "city": "København", "iso_country": "DNK"}},
               "parcels": [{"weight": {"value": 1.5, "unit": "kg"}}, {"weight": {"value": 2, "unit": "kg"}}]}}""";

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @TempDir
    Path folder = Path.of("unset");

    @Test
    void makesALabelForEachParcel() throws Exception {
        Path request = write(REQUEST);

        assertThat(run(request.toString(), "--output", folder.resolve("l.zpl").toString()))
                .as(err.toString())
                .isZero();
        assertThat(folder.resolve("l-1.zpl")).content().startsWith("^XA").contains("^PW1200", "^LL2400");
        assertThat(folder.resolve("l-2.zpl")).exists();

        assertThat(run(
                        request.toString(),
                        "--format",
                        "pdf",
                        "--size",
                        "A4",
                        "--template",
                        "gs1",
                        "--output",
                        folder.resolve("l.pdf").toString()))
                .isZero();
        assertThat(Files.readString(folder.resolve("l-1.pdf"), StandardCharsets.ISO_8859_1))
                .startsWith("%PDF-");
        assertThat(out.toString()).contains("wrote " + folder.resolve("l-2.pdf"));
    }

    @Test
    void makesTheExampleOfTheDocumentation() {
        assertThat(run(
                        "docs/examples/shipment.json",
                        "--output",
                        folder.resolve("l.pdf").toString()))
                .as(err.toString())
                .isZero();
        assertThat(folder.resolve("l-2.pdf")).exists();
    }

    @Test
    void namesWhatIsWrongAndWhere() throws Exception {
        String wrong = REQUEST.replace("\"kg\"", "\"stone\"").replace("dhl_parcel_de", "dlh");
        assertThat(run(write(wrong.replace("dlh", "dhl_parcel_de")).toString())).isEqualTo(1);
        assertThat(run(write(wrong.replace("stone", "kg")).toString())).isEqualTo(1);
        assertThat(run(write("{\"carrier\": ").toString())).isEqualTo(1);
        assertThat(run(write(REQUEST.replace("Hovedgaden 2", "Hovedgaden 2 ")).toString()))
                .isEqualTo(1);
        assertThat(run(write(REQUEST).toString(), "--template", "none")).isEqualTo(1);
        assertThat(run(write(REQUEST).toString(), "--format", "gif")).isEqualTo(2);
        assertThat(run(write(REQUEST).toString(), "--size", "5x5")).isEqualTo(2);
        assertThat(run("nowhere.json")).isEqualTo(2);
        assertThat(run()).isEqualTo(2);
        assertThat(err.toString())
                .contains("$.shipment.parcels[0].weight.unit: ")
                .contains("$.shipment.parcels[1].weight.unit: ")
                .contains("$.carrier.code: is no carrier of this hub")
                .contains("The body is no valid JSON at line 1")
                .contains("'to' cannot be drawn: no font has the character")
                .contains("'none' is no template: ")
                .contains("no format 'gif' of labels: pdf, png, jpg, zpl200, zpl300")
                .contains("no size '5x5' of labels: A4, 4x6, 4x7, 4x8")
                .contains("no such file: nowhere.json");
    }

    private Path write(String request) throws Exception {
        return Files.writeString(folder.resolve("request.json"), request);
    }

    private int run(String... arguments) {
        String[] all = new String[arguments.length + 2];
        all[0] = "label";
        all[1] = "make";
        System.arraycopy(arguments, 0, all, 2, arguments.length);
        return Main.commandLine()
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(all);
    }
}
