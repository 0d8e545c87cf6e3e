package io.caravanserai.label.own;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.caravanserai.event.Json;
import io.caravanserai.label.buy.CarrierAnswer;
import io.caravanserai.label.buy.LabelFailure;
import io.caravanserai.label.buy.LabelOrder;
import io.caravanserai.label.buy.SoldParcel;
import io.caravanserai.label.check.CheckRate;
import io.caravanserai.label.check.OwnLabelCheck;
import io.caravanserai.label.gs1.CheckDigit;
import io.caravanserai.label.model.LabelSize;
import io.caravanserai.label.model.Resolution;
import io.caravanserai.label.raster.Bitmap;
import io.caravanserai.label.render.LabelFormat;
import io.caravanserai.label.render.LabelRenderer;
import io.caravanserai.label.sscc.SsccNumbers;
import io.caravanserai.label.sscc.SsccRange;
import io.caravanserai.label.sscc.SsccRangeStore;
import io.caravanserai.label.template.LabelComposer;
import io.caravanserai.label.template.LabelException;
import io.caravanserai.label.text.FontChain;
import io.caravanserai.store.OnBothStores;
import io.caravanserai.store.Sql;
import io.caravanserai.store.TestStore;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Orders become labels with numbers of the account's range, or failures that say what to do. */
class OwnLabelMakerTest {
    private static final LabelRenderer RENDERER = new LabelRenderer();
    private static final LabelComposer COMPOSER = new LabelComposer(new FontChain(Path.of("src/test/resources/none")));

    private final LabelTemplates templates = new LabelTemplates(Path.of("edi-mappings"));
    private final OwnLabels labels = new OwnLabels(templates, COMPOSER, RENDERER);

    OwnLabelMakerTest() throws Exception {
        for (Path file : templates.files()) {
            templates.reload(file);
        }
    }

    @OnBothStores
    void eachParcelHasItsNumberAndItsData(TestStore store) {
        SsccNumbers numbers = numbers(store);
        CarrierAnswer.Sold sold = (CarrierAnswer.Sold) maker(numbers).make(Orders.order(Orders.request(), "4x6"));

        assertThat(sold.parcels()).extracting(SoldParcel::trackingNumber).allSatisfy(number -> {
            assertThat(number).hasSize(18).startsWith("0952");
            assertThat(CheckDigit.append(number.substring(0, 17))).isEqualTo(number);
        });
        assertThat(sold.parcels())
                .extracting(SoldParcel::trackingNumber)
                .doesNotHaveDuplicates()
                .hasSize(2);
        assertThat(sold.parcels()).extracting(SoldParcel::numbers).allSatisfy(further -> assertThat(further)
                .containsEntry("routing", "KRK04"));
        JsonNode second = data(sold.parcels().get(1));
        assertThat(second.at("/sscc").asText()).isEqualTo(sold.parcels().get(1).trackingNumber());
        assertThat(second.at("/parcel"))
                .isEqualTo(json(
                        "{'number':2,'count':2,'goods_description':'Mug, Spoon','weight':{'value':900,'unit':'g'}}"));
        assertThat(second.at("/from/country_name").asText()).isEqualTo("GERMANY");
        assertThat(second.at("/to/country_name").asText()).isEqualTo("POLAND");
        assertThat(second.at("/carrier"))
                .isEqualTo(json("{'name':'In house','service':'Standard','instructions':'Leave at the gate'}"));
        assertThat(second.at("/routing/text").asText()).isEqualTo("KRK04");
        assertThat(second.at("/meta_data/lane").asText()).isEqualTo("9");
        assertThat(second.at("/test/mark").asText()).isEqualTo("TEST - NOT FOR SHIPPING");
        assertThat(second.at("/gs1"))
                .isEqualTo(json("{'post_code':'31060','country_and_post_code':'61631060','country':'PL',"
                        + "'company':'Łucja Wiśniewska','street':'ul. Wawrzyńca 112/47','city':'Kraków',"
                        + "'contact':'Skup','phone':'+48124210000','routing_code':'KRK04'}"));
    }

    @OnBothStores
    void labelsOfAnOwnRangeAreNoTestsAndNumbersKnownAreKept(TestStore store) {
        SsccNumbers numbers = numbers(store);
        new SsccRangeStore(store.database(), Clock.systemUTC())
                .set("A1", new SsccRange.Request("3", "4012345", 0L, 1L));
        OwnLabelMaker maker = maker(numbers);
        CarrierAnswer.Sold first = (CarrierAnswer.Sold) maker.make(Orders.order(Orders.request(), "4x6"));
        List<String> known =
                first.parcels().stream().map(SoldParcel::trackingNumber).toList();

        CarrierAnswer again = maker.make(Orders.order(Orders.request(), "4x6", known.get(0), known.get(1)));

        assertThat(known).allSatisfy(number -> assertThat(number).startsWith("34012345"));
        assertThat(data(first.parcels().get(0)).has("test")).isFalse();
        assertThat(((CarrierAnswer.Sold) again).parcels())
                .extracting(SoldParcel::trackingNumber)
                .isEqualTo(known);
        // and the range is used up
        assertThat(refusal(maker, Orders.order(Orders.request(), "4x6"))).contains("has used up its range of SSCCs");
    }

    @OnBothStores
    void whatCannotBeOnALabelIsNamed(TestStore store) throws Exception {
        OwnLabelMaker maker = maker(numbers(store));

        ObjectNode tooLong = Orders.request();
        Orders.receiver(tooLong).put("street", "Very long street name ".repeat(40));
        assertThat(refusal(maker, Orders.order(tooLong, "4x6")))
                .startsWith("'to' does not fit into 12 line(s)")
                .endsWith("($.shipment.addresses.to_address)");

        ObjectNode unknown = Orders.request();
        Orders.receiver(unknown).put("city", "\ue000");
        assertThat(refusal(maker, Orders.order(unknown, "4x6")))
                .contains("'to' cannot be drawn: no font has the character", "U+E000")
                .endsWith("($.shipment.addresses.to_address)");

        ObjectNode postCode = Orders.request();
        Orders.receiver(postCode).put("postal_code", "3106012345");
        assertThat(refusal(maker, Orders.order(postCode, "4x6")))
                .startsWith("'$.shipment.addresses.to_address.postal_code' cannot be in a barcode: AI 421");

        ObjectNode routing = Orders.request();
        routing.withArray("/shipment/meta_data")
                .addObject()
                .put("key", "routing_code")
                .put("value", "ä");
        assertThat(refusal(maker, Orders.order(routing, "4x6")))
                .startsWith("'routing barcode' cannot be a barcode: AI 403")
                .endsWith("routing_code in meta_data)");

        assertThat(refusal(maker, Orders.order(Orders.request(), "5x5")))
                .isEqualTo("'$.label_request.size' is '5x5', not one of A4, 4x6, 4x7, 4x8");
    }

    @OnBothStores
    void aLabelWhoseBarcodesCannotBeReadIsNotMade(TestStore store) {
        OwnLabelCheck blotted = new OwnLabelCheck(CheckRate.parse("1/2"), RENDERER, label -> {
            Bitmap paper = RENDERER.dots(label, Resolution.DPI_203);
            paper.fill(0, paper.height() - 400, 400, 400);
            return paper;
        });
        OwnLabelMaker maker = new OwnLabelMaker(labels, templates, numbers(store), blotted);
        ObjectNode one = Orders.request();
        one.withArray("/shipment/parcels").remove(1);

        assertThat(refusal(maker, Orders.order(one, "4x6")))
                .startsWith("'barcodes' do not read as they should: the GS1-128 at ");
        // the next one is not of the sample
        assertThat(maker.make(Orders.order(one, "4x6"))).isInstanceOf(CarrierAnswer.Sold.class);
    }

    @OnBothStores
    void aServiceMayHaveATemplateOfItsOwn(TestStore store, @TempDir Path mappings) throws Exception {
        Path folder = Files.createDirectory(mappings.resolve("labels"));
        Path own = Files.writeString(
                folder.resolve("standard.label.yaml"),
                """
                label: Small
                sizes: [4x7]
                blocks:
                  all:
                    height: 100
                    parts:
                      - {name: mark, text: test.mark, at: [3, 2, 60, 5], size: [4, 2]}
                      - {name: lane, text: meta_data.lane, at: [3, 10, 60, 5], size: [4, 2]}
                """);
        LabelTemplates some = new LabelTemplates(mappings);
        some.reload(own);
        OwnLabels drawn = new OwnLabels(some, COMPOSER, RENDERER);
        OwnLabelMaker maker = new OwnLabelMaker(drawn, some, numbers(store), check());

        CarrierAnswer.Sold sold = (CarrierAnswer.Sold) maker.make(Orders.order(Orders.request(), "4x7"));
        byte[] kept = document(sold.parcels().get(0));
        assertThat(new String(drawn.draw(kept, LabelFormat.PDF, LabelSize.FOUR_BY_SEVEN), StandardCharsets.ISO_8859_1))
                .startsWith("%PDF-");
        assertThat(refusal(maker, Orders.order(Orders.request(), "4x6")))
                .isEqualTo("'sizes' of the template 'Small' has no 4x6, only 4x7");

        // a label whose test nobody would see is none
        Files.writeString(own, Files.readString(own).replace("test.mark", "'mark'"));
        some.reload(own);
        assertThat(refusal(maker, Orders.order(Orders.request(), "4x7")))
                .isEqualTo("'standard' does not show test.mark: add a text of it to the template");

        assertThatExceptionOfType(LabelException.class)
                .isThrownBy(() -> labels.draw(
                        "{\"template\":\"gone\",\"data\":{}}".getBytes(StandardCharsets.UTF_8),
                        LabelFormat.PNG,
                        LabelSize.A4))
                .withMessage("'gone' is no template: edi-mappings/labels/gone.label.yaml is missing");
    }

    @ParameterizedTest
    @EnumSource(LabelSize.class)
    void addressesOfAnyLengthAndScriptLeaveTheirBarcodesReadable(LabelSize size) throws Exception {
        for (String character : List.of("W", "京", "ع")) {
            ObjectNode request = Orders.request();
            for (String field : List.of("name", "street", "street_2", "city", "suburb", "state")) {
                Orders.receiver(request).put(field, character.repeat(12));
            }
            OwnLabel label = OwnLabelMaker.label(templates, request, 0, SsccNumbers.Given.of("095200000100000010"));

            assertThat(check().fault(labels.compose(label, size))).as(character).isEmpty();
        }
    }

    private OwnLabelMaker maker(SsccNumbers numbers) {
        return new OwnLabelMaker(labels, templates, numbers, check());
    }

    private static OwnLabelCheck check() {
        return OwnLabelCheck.of(CheckRate.parse("always"), RENDERER);
    }

    private static SsccNumbers numbers(TestStore store) {
        store.database()
                .write(connection -> Sql.update(
                        connection, "INSERT INTO account (account_number, name, created_at) VALUES ('A1','Acme',0)"));
        return new SsccNumbers(new SsccRangeStore(store.database(), Clock.systemUTC()), Clock.systemUTC());
    }

    private static String refusal(OwnLabelMaker maker, LabelOrder order) {
        LabelFailure failure = ((CarrierAnswer.Rejected) maker.make(order)).failure();
        assertThat(failure.errorCode()).isEqualTo("label_generation_error");
        return failure.errorDescription();
    }

    private static byte[] document(SoldParcel parcel) {
        assertThat(parcel.document().orElseThrow().format()).isEqualTo("hub");
        return parcel.document().orElseThrow().content();
    }

    private static JsonNode data(SoldParcel parcel) {
        return OwnLabel.of(document(parcel)).data();
    }

    private static JsonNode json(String text) {
        return Json.read(text.replace('\'', '"').getBytes(StandardCharsets.UTF_8), JsonNode.class);
    }
}
