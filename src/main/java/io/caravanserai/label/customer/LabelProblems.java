package io.caravanserai.label.customer;

import io.caravanserai.http.HttpAnswer;
import io.caravanserai.http.HttpProblem;
import io.caravanserai.http.Problems;
import io.caravanserai.label.buy.LabelFailure;
import io.caravanserai.label.document.LabelUnavailableException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Why there is no label, as callers are told. */
final class LabelProblems {
    private LabelProblems() {}

    /** The label failed or was cancelled, and the call asks for it: 409. */
    static HttpProblem none(LabelState state) {
        return state.isFailed() && state.failure().isPresent()
                ? of(409, state.failure().get())
                : Problems.conflict("label_cancelled", "The label of this shipment was cancelled.");
    }

    /** The call was to make the label: 502 when the carrier did not, 422 when the data allows none, 409 if cancelled. */
    static HttpProblem notMade(LabelState state) {
        if (!state.isFailed() || state.failure().isEmpty()) {
            return none(state);
        }
        LabelFailure failure = state.failure().get();
        return of(failure.errorCode().equals(LabelFailure.GENERATION) ? 422 : 502, failure);
    }

    /** The label is there, but not to be had in this format and size: 422. */
    static HttpProblem unavailable(LabelUnavailableException e) {
        return Problems.of(422, "label_conversion_error", String.valueOf(e.getMessage()));
    }

    private static HttpProblem of(int status, LabelFailure failure) {
        Map<String, @Nullable Object> classification = new LinkedHashMap<>();
        classification.put("error_code", failure.errorCode());
        classification.put("error_description", failure.errorDescription());
        classification.put("http_status_code", failure.httpStatusCode());
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("detail", failure.errorDescription());
        body.put("gluey_error_classification", classification);
        body.put(
                "carrier_payload",
                failure.errorCode().equals(LabelFailure.REJECTED)
                        ? Map.of("message", failure.errorDescription())
                        : Map.of());
        return new HttpProblem(HttpAnswer.json(status, body));
    }
}
