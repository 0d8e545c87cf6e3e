package io.caravanserai.label.check;

import static org.assertj.core.api.Assertions.assertThat;

import io.caravanserai.label.buy.CarrierAnswer;
import io.caravanserai.label.buy.LabelDocument;
import io.caravanserai.label.buy.SoldParcel;
import io.caravanserai.label.convert.Conversion;
import io.caravanserai.label.convert.DocumentFormat;
import io.caravanserai.label.convert.LabelConverter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A label of a carrier whose barcode is not that of its parcel is not handed out. */
class BoughtLabelCheckTest {
    private final BoughtLabelCheck check = new BoughtLabelCheck(CheckRate.parse("always"));

    @ParameterizedTest
    @CsvSource({"ZPL,203", "PDF,203", "PDF,300", "PNG,203", "JPG,300"})
    void aLabelInAnyFormatIsReadAndCompared(DocumentFormat format, int dpi) throws Exception {
        byte[] label = LabelConverter.convert(
                        zpl("1Z 999 AA1 0123456784"), new Conversion(null, format, dpi, null, false))
                .documents()
                .get(0);

        CarrierAnswer good = sold("1Z999AA10123456784", label);
        assertThat(check.checked(good)).isSameAs(good);
        assertThat(check.checked(sold("1Z999AA10123456793", label)))
                .isInstanceOfSatisfying(CarrierAnswer.Unusable.class, unusable -> {
                    assertThat(unusable.failure().errorCode()).isEqualTo("label_generation_error");
                    assertThat(unusable.failure().errorDescription())
                            .startsWith("bought as 1Z999AA10123456793, but its barcodes tell [")
                            .contains("1Z 999 AA1 0123456784")
                            .endsWith("]: do not use the label, and have the carrier take it back");
                });
    }

    @Test
    void aDocumentThatIsNoneIsFound() {
        assertThat(check.checked(sold("T1", new byte[] {1, 2, 3})))
                .isInstanceOfSatisfying(CarrierAnswer.Unusable.class, unusable -> assertThat(
                                unusable.failure().errorDescription())
                        .contains("its document cannot be read: the document is neither PDF"));
    }

    @Test
    void whatIsNotCheckedStaysAsItIs() {
        CarrierAnswer wrong = sold("T1", zpl("T2"));
        CarrierAnswer numberOnly =
                new CarrierAnswer.Sold(Optional.empty(), List.of(new SoldParcel("T1", Map.of(), Optional.empty())));

        assertThat(check.checked(numberOnly)).isSameAs(numberOnly);
        assertThat(check.checked(new CarrierAnswer.Absent())).isEqualTo(new CarrierAnswer.Absent());
        assertThat(new BoughtLabelCheck(CheckRate.parse("never")).checked(wrong))
                .isSameAs(wrong);
        BoughtLabelCheck some = new BoughtLabelCheck(CheckRate.parse("1/2"));
        assertThat(some.checked(wrong)).isInstanceOf(CarrierAnswer.Unusable.class);
        assertThat(some.checked(wrong)).isSameAs(wrong);
    }

    private static CarrierAnswer sold(String number, byte[] document) {
        return new CarrierAnswer.Sold(
                Optional.empty(),
                List.of(new SoldParcel(number, Map.of(), Optional.of(new LabelDocument("any", document)))));
    }

    private static byte[] zpl(String number) {
        return ("^XA^PW812^LL600^FO60,60^A0N,60,60^FDSANDBOX^FS^FO60,200^BY2^BCN,240,Y,N,N^FD" + number + "^FS^XZ")
                .getBytes(StandardCharsets.US_ASCII);
    }
}
