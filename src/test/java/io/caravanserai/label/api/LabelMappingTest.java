package io.caravanserai.label.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.caravanserai.event.Json;
import io.caravanserai.label.buy.CarrierAnswer;
import io.caravanserai.label.buy.LabelOrder;
import io.caravanserai.label.buy.LabelStep;
import io.caravanserai.label.buy.SoldParcel;
import io.caravanserai.mapping.MappingException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The three shapes of label APIs, each told by a mapping alone. */
class LabelMappingTest {
    private static final String REQUEST =
            """
            {"carrier": {"code": "acme", "service": {"code": "V01"}},
             "shipment": {"addresses": {"to_address": {"name": "Ada & Sons <Ltd>", "city": "Aarhus", "iso_country": "DNK"}},
               "parcels": [{"weight": {"value": 1.5, "unit": "kg"}, "goods_description": "Mugs"},
                           {"weight": {"value": 2, "unit": "kg"}}]}}""";

    @Test
    void jsonWithPdfInBase64(@TempDir Path mappings) throws Exception {
        LabelMapping mapping = mapping(
                mappings,
                """
                carrier: acme
                request:
                  body:
                    profile: "'STANDARD'"
                    shipments:
                      - refNo: label.reference
                        product: $.carrier.service.code
                        consignee: {name1: $.shipment.addresses.to_address.name, country: country($.shipment.addresses.to_address.iso_country)}
                        mustEncode: {$boolean: "'true'"}
                        details:
                          $each: {parcel: "$.shipment.parcels[]"}
                          $item:
                            weight: {uom: {$value: {pick: parcel.weight.unit, map: {kg: KGM}}}, value: {$number: parcel.weight.value}}
                            contents: parcel.goods_description
                answer:
                  each: {item: "items[]"}
                  tracking_number: item.shipmentNo
                  document: item.label.b64
                  numbers: {routing: item.routingCode}
                  error: items[].validationMessages[].text
                """);

        JsonNode sent = Json.parse(sent(mapping));
        assertThat(sent.at("/shipments/0/refNo").asText()).isEqualTo("ref1");
        assertThat(sent.at("/shipments/0/consignee/country").asText()).isEqualTo("DK");
        assertThat(sent.at("/shipments/0/mustEncode").isBoolean()).isTrue();
        assertThat(sent.at("/shipments/0/details/0/weight/uom").asText()).isEqualTo("KGM");
        assertThat(sent.at("/shipments/0/details/1/weight/value").isNumber()).isTrue();
        assertThat(sent.at("/shipments/0/details/0/contents").asText()).isEqualTo("Mugs");
        assertThat(sent.at("/shipments/0/details/1/contents").isMissingNode()).isTrue();

        CarrierAnswer.Sold sold = sold(
                mapping,
                """
                {"items": [{"shipmentNo": "003401", "routingCode": "DK-8000", "label": {"b64": "%s"}},
                           {"shipmentNo": "003402", "label": {}}]}"""
                        .formatted(base64("%PDF-1.4 ...")));
        assertThat(sold.parcels()).extracting(SoldParcel::trackingNumber).containsExactly("003401", "003402");
        assertThat(sold.parcels().get(0).numbers()).containsEntry("routing", "DK-8000");
        assertThat(sold.parcels().get(0).document().orElseThrow().format()).isEqualTo("pdf");
        assertThat(sold.isComplete()).isFalse();
        assertThat(mapping.of(LabelStep.BUY)
                        .answer()
                        .complaint("{\"items\":[{\"validationMessages\":[{\"text\":\"no such street\"}]}]}"
                                .getBytes(StandardCharsets.UTF_8)))
                .contains("no such street");
    }

    @Test
    void jsonWithZpl(@TempDir Path mappings) throws Exception {
        LabelMapping mapping = mapping(
                mappings,
                """
                carrier: acme
                request:
                  body: {ShipmentRequest: {TransactionReference: label.reference, Service: {Code: $.carrier.service.code}}}
                answer:
                  each: {package: "ShipmentResponse.ShipmentResults.PackageResults[]"}
                  shipment_number: $.ShipmentResponse.ShipmentResults.ShipmentIdentificationNumber
                  tracking_number: package.TrackingNumber
                  document: package.ShippingLabel.GraphicImage
                """);

        CarrierAnswer.Sold sold = sold(
                mapping,
                """
                {"ShipmentResponse": {"ShipmentResults": {"ShipmentIdentificationNumber": "1ZA",
                  "PackageResults": [{"TrackingNumber": "1ZA", "ShippingLabel": {"GraphicImage": "%s"}},
                                     {"TrackingNumber": "1ZB", "ShippingLabel": {"GraphicImage": "^XA^FDplain^FS^XZ"}}]}}}"""
                        .formatted(base64("^XA^FDbase64^FS^XZ")));

        assertThat(Json.parse(sent(mapping)).at("/ShipmentRequest/Service/Code").asText())
                .isEqualTo("V01");
        assertThat(sold.shipmentNumber()).contains("1ZA");
        assertThat(sold.parcels())
                .extracting(parcel -> new String(parcel.document().orElseThrow().content(), StandardCharsets.UTF_8))
                .containsExactly("^XA^FDbase64^FS^XZ", "^XA^FDplain^FS^XZ");
    }

    @Test
    void soapWithPngAndGif(@TempDir Path mappings) throws Exception {
        LabelMapping mapping = mapping(
                mappings,
                """
                carrier: acme
                request:
                  format: xml
                  body:
                    soap:Envelope:
                      "@xmlns:soap": "'http://schemas.xmlsoap.org/soap/envelope/'"
                      soap:Body:
                        createLabel:
                          orderNumber: label.reference
                          receiver: {"@type": "'private'", "#text": $.shipment.addresses.to_address.name}
                          parcel:
                            $each: {parcel: "$.shipment.parcels[]"}
                            $item: {weight: parcel.weight.value}
                answer:
                  format: xml
                  each: {parcel: "Envelope.Body.createLabelResponse.parcel[]"}
                  tracking_number: parcel.number
                  document: parcel.image
                  error: Envelope.Body.Fault.faultstring
                """);

        String sent = new String(sent(mapping), StandardCharsets.UTF_8);
        assertThat(sent)
                .contains("<soap:Envelope xmlns:soap=\"http://schemas.xmlsoap.org/soap/envelope/\"><soap:Body>")
                .contains("<receiver type=\"private\">Ada &amp; Sons &lt;Ltd")
                .contains("<parcel><weight>1.5</weight></parcel><parcel><weight>2</weight></parcel>");

        CarrierAnswer.Sold sold = sold(
                mapping,
                """
                <s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/"><s:Body><createLabelResponse>
                <parcel><number>X1</number><image>%s</image></parcel><parcel><number>X2</number><image>%s</image></parcel>
                </createLabelResponse></s:Body></s:Envelope>"""
                        .formatted(base64("\u0089PNG\r\n\u001a\n"), base64("GIF89a")));
        assertThat(sold.parcels())
                .extracting(parcel -> parcel.document().orElseThrow().format())
                .containsExactly("png", "gif");
        assertThat(mapping.of(LabelStep.BUY)
                        .answer()
                        .complaint(
                                "<Envelope><Body><Fault><faultstring>weight missing</faultstring></Fault></Body></Envelope>"
                                        .getBytes(StandardCharsets.UTF_8)))
                .contains("weight missing");
    }

    @Test
    void whatIsWrongInTheFileIsNamedWithItsLine(@TempDir Path mappings) {
        assertThatThrownBy(
                        () -> mapping(
                                mappings,
                                """
                        carrier: other
                        request:
                          format: yaml
                          body:
                            a: {$numbr: label.reference, b: upper(}
                        answer:
                          tracking_numbers: a
                        """))
                .isInstanceOf(MappingException.class)
                .hasMessageContaining("carrier must be 'acme'")
                .hasMessageContaining("label.map.yaml:7")
                .hasMessageContaining("did you mean 'tracking_number'");
    }

    private static LabelMapping mapping(Path mappings, String text) throws IOException, MappingException {
        Path folder = Files.createDirectories(mappings.resolve("acme"));
        Files.writeString(folder.resolve(LabelMapping.FILE), text);
        return LabelMapping.load(mappings, "acme");
    }

    private static byte[] sent(LabelMapping mapping) throws IOException {
        return mapping.of(LabelStep.BUY).body(order(), Map.of()).orElseThrow();
    }

    private static CarrierAnswer.Sold sold(LabelMapping mapping, String answer) throws Exception {
        return mapping.of(LabelStep.BUY)
                .answer()
                .sold(answer.getBytes(StandardCharsets.UTF_8))
                .orElseThrow();
    }

    private static LabelOrder order() throws IOException {
        return new LabelOrder(
                "ref1",
                "acme",
                "s1",
                "A1",
                "pdf",
                "4x6",
                Optional.empty(),
                List.of(),
                List.of("p1", "p2"),
                Json.parse(REQUEST.getBytes(StandardCharsets.UTF_8)));
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.ISO_8859_1));
    }
}
