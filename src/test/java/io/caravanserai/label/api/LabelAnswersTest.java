package io.caravanserai.label.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.caravanserai.label.buy.CarrierAnswer;
import io.caravanserai.label.buy.LabelStep;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What answers mean where a wrong reading would buy a label twice. */
class LabelAnswersTest {
    private static final String MAPPING =
            """
            carrier: acme
            request:
              body: {ref: label.reference}
            answer:
              tracking_number: number
              error: message
            """;

    @TempDir
    Path folder = Path.of("unset");

    @Test
    void withoutASignOfAbsenceOnlySilenceAnd404SaySo() throws Exception {
        AnswerMapping usual = reading("");

        assertThat(answer(LabelStep.FIND, 404, "", usual)).isInstanceOf(CarrierAnswer.Absent.class);
        assertThat(answer(LabelStep.FIND, 200, "{}", usual)).isInstanceOf(CarrierAnswer.Absent.class);
        // it says why it tells nothing: that is no knowledge
        assertThat(answer(LabelStep.FIND, 200, "{\"message\": \"try again later\"}", usual))
                .isEqualTo(new CarrierAnswer.Doubtful("an answer without tracking number: try again later"));
        assertThat(answer(LabelStep.BUY, 404, "", usual)).isInstanceOf(CarrierAnswer.Rejected.class);
        assertThat(answer(LabelStep.BUY, 200, "{}", usual)).isInstanceOf(CarrierAnswer.Doubtful.class);
    }

    @Test
    void aSignOfAbsenceIsTheOnlyOne() throws Exception {
        AnswerMapping signed = reading("  absent: \"errors[code=E17].code\"\n");

        assertThat(answer(LabelStep.FIND, 400, "{\"errors\": [{\"code\": \"E17\"}]}", signed))
                .isInstanceOf(CarrierAnswer.Absent.class);
        assertThat(answer(LabelStep.FIND, 404, "", signed)).isNotInstanceOf(CarrierAnswer.Absent.class);
        assertThat(answer(LabelStep.FIND, 200, "{}", signed)).isInstanceOf(CarrierAnswer.Doubtful.class);
        assertThat(answer(LabelStep.FIND, 400, "{\"errors\": [{\"code\": \"E1\"}]}", signed))
                .isNotInstanceOf(CarrierAnswer.Absent.class);
    }

    @Test
    void whatTheCarrierSurelyDidNotDoIsNoDoubtWhateverTheStatus() throws Exception {
        AnswerMapping signed = reading("  rejected: \"errors[code=E1].code\"\n");
        String refused = "{\"message\": \"no street\", \"errors\": [{\"code\": \"E1\"}]}";

        for (int status : new int[] {200, 400, 500}) {
            assertThat(answer(LabelStep.BUY, status, refused, signed))
                    .isInstanceOfSatisfying(CarrierAnswer.Rejected.class, rejected -> assertThat(
                                    rejected.failure().errorDescription())
                            .isEqualTo("no street"));
        }
        assertThat(answer(LabelStep.BUY, 500, "{\"message\": \"broken\"}", signed))
                .isInstanceOf(CarrierAnswer.Doubtful.class);
        assertThat(answer(LabelStep.FIND, 200, refused, signed)).isInstanceOf(CarrierAnswer.Rejected.class);
    }

    private AnswerMapping reading(String more) throws Exception {
        Path carrier = Files.createDirectories(folder.resolve("acme"));
        Files.writeString(carrier.resolve(LabelMapping.FILE), MAPPING + more);
        return LabelMapping.load(folder, "acme").of(LabelStep.FIND).answer();
    }

    private static CarrierAnswer answer(LabelStep step, int status, String body, AnswerMapping reading) {
        return LabelAnswers.of(step, status, body.getBytes(StandardCharsets.UTF_8), reading);
    }
}
