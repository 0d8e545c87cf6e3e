package io.caravanserai.erasure;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What is left of documents without a person. */
class ScrubTest {
    @Test
    void onlyTextsThatTellOfThePersonGo() {
        String clean = Scrub.json(
                "{\"a\":\"to JANE\",\"b\":[\"jane\",{\"c\":1,\"d\":\"Bo\"}],\"jane\":null}",
                text -> text.toLowerCase(Locale.ROOT).contains("jane"));

        assertThat(clean).isEqualTo("{\"a\":\"[erased]\",\"b\":[\"[erased]\",{\"c\":1,\"d\":\"Bo\"}],\"jane\":null}");
    }

    @Test
    void anEventLosesWhoSignedAndWhereTheDoorIs() {
        String clean = Scrub.event(
                """
                {"event":{"location":{"geo":{"lat":59.9,"lng":10.7}},"other":{"delivery_confirmation":{"signed_by":"Neighbour"}}}}""",
                text -> false);

        assertThat(clean)
                .isEqualTo(
                        "{\"event\":{\"location\":{\"geo\":null},\"other\":{\"delivery_confirmation\":{\"signed_by\":\"[erased]\"}}}}");
    }

    @Test
    void bytesKeepTheirLength() {
        byte[] clean = Scrub.bytes("N1*ST*Jane@x.no~ æ".getBytes(StandardCharsets.UTF_8), Set.of("jane@x.no"));

        assertThat(new String(clean, StandardCharsets.UTF_8)).isEqualTo("N1*ST*xxxxxxxxx~ æ");
    }

    @Test
    void whatIsNoJsonGoesWhole() {
        assertThat(Scrub.json("jane, not JSON", text -> text.contains("jane"))).isEqualTo("[erased]");
        assertThat(Scrub.json("not JSON", text -> false)).isEqualTo("not JSON");
    }
}
