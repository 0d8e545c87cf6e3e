package io.caravanserai.label.template;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.caravanserai.label.barcode.SymbolException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MaxiCodeFieldsTest {
    @ParameterizedTest
    @CsvSource({"68102-1234, US, 681021234, 840", "W1B 3HH, GB, W1B3HH, 826"})
    void theDestinationAndFieldsAreToldInOrder(String postCode, String country, String postCodeTold, String number) {
        String told = MaxiCodeFields.symbol(data(postCode, country, "66")).data();

        assertThat(told.split("[\u001d\u001e\u0004]"))
                .containsExactly("[)>", "01", "96" + postCodeTold, number, "066", "SP123", "", "1/2");
    }

    @ParameterizedTest
    @CsvSource({
        "Łódź, PL, 66, as 'post_code'",
        "68102, USA, 66, as 'country'",
        "68102, US, express, as 'service'",
        "68102, US, '', as 'service'"
    })
    void whatItCannotHoldIsNamed(String postCode, String country, String service, String fault) {
        assertThatThrownBy(() -> MaxiCodeFields.symbol(data(postCode, country, service)))
                .isInstanceOf(SymbolException.class)
                .hasMessageContaining(fault);
    }

    @Test
    void aFieldMayNotBringASeparator() {
        Map<String, String> data = data("68102", "US", "66");
        data.put("tracking", "1\u001d2");

        assertThatThrownBy(() -> MaxiCodeFields.symbol(data)).hasMessageContaining("as 'tracking'");
    }

    private static Map<String, String> data(String postCode, String country, String service) {
        Map<String, String> data = new LinkedHashMap<>();
        data.put(MaxiCodeFields.POST_CODE, postCode);
        data.put(MaxiCodeFields.COUNTRY, country);
        data.put(MaxiCodeFields.SERVICE, service);
        data.put("tracking", "SP123");
        data.put("nothing", "");
        data.put("parcel", "1/2");
        return data;
    }
}
