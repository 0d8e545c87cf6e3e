package io.caravanserai.label.customer;

import com.fasterxml.jackson.databind.JsonNode;
import io.caravanserai.account.CustomerRequest;
import io.caravanserai.http.Faults;
import io.caravanserai.http.HttpAnswer.FieldFault;
import io.caravanserai.http.HttpCall;
import io.caravanserai.http.HttpProblem;
import io.caravanserai.label.model.LabelSize;
import io.caravanserai.label.render.LabelFormat;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** How a customer wants a label. */
record LabelChoice(LabelFormat format, LabelSize size) {
    /**
     * By the parameters {@code format} and {@code size} of a call.
     *
     * @throws HttpProblem 422 naming the one that is wrong
     */
    static LabelChoice ofQuery(HttpCall call, LabelFormat usualFormat, LabelSize usualSize) {
        Optional<String> format = call.queryParam("format");
        Optional<String> size = call.queryParam("size");
        return new LabelChoice(
                format.isEmpty()
                        ? usualFormat
                        : LabelFormat.of(format.get())
                                .orElseThrow(() -> wrong("format", format.get(), LabelFormat.CODES)),
                size.isEmpty()
                        ? usualSize
                        : LabelSize.of(size.get()).orElseThrow(() -> wrong("size", size.get(), LabelSize.CODES)));
    }

    private static HttpProblem wrong(String parameter, String value, List<String> codes) {
        return HttpProblem.of(
                422, "Query parameter " + parameter + " is '" + value + "' but must be one of " + codes + ".");
    }

    /**
     * By {@code label{format, size}} of a body; what is left out is {@code usual}.
     *
     * @throws HttpProblem 422 naming every field that is wrong
     */
    static LabelChoice ofBody(JsonNode body, LabelChoice usual) {
        JsonNode label = body.path("label");
        List<FieldFault> faults = new ArrayList<>();
        if (!label.isObject() && !label.isNull() && !label.isMissingNode()) {
            faults.add(Faults.at(Faults.loc("label"), "type", "must be an object with format and size"));
        }
        JsonNode format = label.path("format");
        JsonNode size = label.path("size");
        Optional<LabelFormat> wantedFormat =
                isAbsent(format) ? Optional.of(usual.format()) : LabelFormat.of(format.asText());
        Optional<LabelSize> wantedSize = isAbsent(size) ? Optional.of(usual.size()) : LabelSize.of(size.asText());
        if (wantedFormat.isEmpty()) {
            faults.add(Faults.at(Faults.loc("label", "format"), "value", "must be one of " + LabelFormat.CODES));
        }
        if (wantedSize.isEmpty()) {
            faults.add(Faults.at(Faults.loc("label", "size"), "value", "must be one of " + LabelSize.CODES));
        }
        if (!faults.isEmpty()) {
            throw CustomerRequest.faults(faults);
        }
        return new LabelChoice(wantedFormat.orElseThrow(), wantedSize.orElseThrow());
    }

    private static boolean isAbsent(JsonNode value) {
        return value.isMissingNode() || value.isNull();
    }
}
