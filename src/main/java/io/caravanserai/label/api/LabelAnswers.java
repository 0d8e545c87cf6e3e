package io.caravanserai.label.api;

import io.caravanserai.label.buy.CarrierAnswer;
import io.caravanserai.label.buy.LabelFailure;
import io.caravanserai.label.buy.LabelStep;
import io.caravanserai.mapping.PayloadException;
import java.util.Optional;
import java.util.Set;

/** What an answer over HTTP means for a purchase. What the mapping says of an answer goes before its HTTP status. */
final class LabelAnswers {
    private static final int MAX_COMPLAINT = 500;
    /** The carrier may have done it, or be doing it: 408 timeout, 409 conflict, 425 too early. */
    private static final Set<Integer> OPEN = Set.of(408, 409, 425);

    private LabelAnswers() {}

    static CarrierAnswer of(LabelStep step, int status, byte[] body, AnswerMapping reading) {
        boolean good = status >= 200 && status < 300;
        if (good && step != LabelStep.CANCEL) {
            Optional<CarrierAnswer> sold = sold(body, reading);
            if (sold.isPresent()) {
                return sold.get();
            }
        }
        if (step != LabelStep.BUY && isAbsent(step, status, body, reading)) {
            return new CarrierAnswer.Absent();
        }
        Optional<String> rejection = reading.rejection(body);
        if (rejection.isPresent()) {
            return rejected(rejection.get(), status);
        }
        if (good) {
            return step == LabelStep.CANCEL
                    ? new CarrierAnswer.Voided()
                    : new CarrierAnswer.Doubtful("an answer without tracking number"
                            + reading.complaint(body)
                                    .map(said -> ": " + cut(said))
                                    .orElse(""));
        }
        String said = reading.complaint(body).orElse("HTTP " + status);
        return status >= 500 || OPEN.contains(status)
                ? new CarrierAnswer.Doubtful("HTTP " + status + ": " + cut(said))
                : rejected(said, status);
    }

    /** Where the mapping names no sign: 404, 410, or to a look-up an answer without number and without complaint. */
    private static boolean isAbsent(LabelStep step, int status, byte[] body, AnswerMapping reading) {
        if (reading.absent().isPresent()) {
            return reading.isAbsence(body);
        }
        boolean empty = status >= 200
                && status < 300
                && step != LabelStep.CANCEL
                && reading.rejection(body).isEmpty()
                && reading.complaint(body).isEmpty();
        return empty || status == 404 || status == 410;
    }

    /** What was sold, or why that cannot be told; empty when the answer has no tracking number. */
    private static Optional<CarrierAnswer> sold(byte[] body, AnswerMapping reading) {
        try {
            return reading.sold(body).map(CarrierAnswer.class::cast);
        } catch (PayloadException | IllegalArgumentException e) {
            return Optional.of(new CarrierAnswer.Doubtful("an answer that cannot be read: " + e.getMessage()));
        }
    }

    private static CarrierAnswer rejected(String said, int status) {
        return new CarrierAnswer.Rejected(new LabelFailure(LabelFailure.REJECTED, cut(said), status));
    }

    private static String cut(String text) {
        return text.substring(0, Math.min(MAX_COMPLAINT, text.length()));
    }
}
