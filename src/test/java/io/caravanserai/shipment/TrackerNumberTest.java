package io.caravanserai.shipment;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.caravanserai.event.Json;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Numbers go into addresses and bodies of carriers' APIs; what cannot be one is refused when it is given. */
class TrackerNumberTest {
    private final RequestSchema schema = new RequestSchema("TrackerRequest");

    private List<?> faults(String number) {
        JsonNode body = Json.mapper().valueToTree(Map.of("carrier_id", "ups", "tracking_number", number));
        return schema.check(body, List.of());
    }

    @ParameterizedTest
    @ValueSource(strings = {"1Z999AA10123456784", " 123 ", "123\n", "AB 12-34/5.6_Ø", "<b>&\"{secret}"})
    void whatACarrierMayHaveGivenIsTaken(String number) {
        assertThat(faults(number)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "  ", "1\n2", "1\u00002", "1\r\nX-Evil: 1", "\u001b[1m", "1\u0085 2"})
    void controlCharactersAndBlanksAreNot(String number) {
        assertThat(faults(number)).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(ints = {101, 5_000})
    void norIsWhatIsTooLong(int length) {
        assertThat(faults("1".repeat(length))).hasSize(1);
    }
}
