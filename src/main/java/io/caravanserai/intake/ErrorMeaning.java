package io.caravanserai.intake;

import io.caravanserai.harmonize.Fault;
import io.caravanserai.harmonize.Harmonized;
import io.caravanserai.harmonize.Warning;
import java.util.Set;

/**
 * What a body that came with an HTTP error means, by what the mapping makes of it: SOAP 1.1 section 6.2 sends every
 * fault with 500, be it about the parcel, the account or the carrier's own trouble.
 */
final class ErrorMeaning {
    private static final Set<Warning.Kind> ANSWERS = Set.of(Warning.Kind.NOT_FOUND, Warning.Kind.NOTICE);

    private ErrorMeaning() {}

    /**
     * The body itself when it answers, {@link ApiAnswer.NotAllowed} when the account is not let in, else what the status
     * means, with the carrier's words.
     */
    static ApiAnswer of(ApiAnswer.Body body, ApiAnswer otherwise, Harmonized read) {
        for (Fault fault : read.faults()) {
            if (fault.stage().equals(Fault.LOGIN)) {
                return new ApiAnswer.NotAllowed(fault.reason());
            }
        }
        if (answers(read)) {
            return body;
        }
        return otherwise instanceof ApiAnswer.Failed failed ? withWords(failed, read) : otherwise;
    }

    private static boolean answers(Harmonized read) {
        return read.faults().isEmpty()
                && (!read.events().isEmpty()
                        || read.warnings().stream().anyMatch(warning -> ANSWERS.contains(warning.kind())));
    }

    private static ApiAnswer withWords(ApiAnswer.Failed failed, Harmonized read) {
        return read.faults().stream()
                .findFirst()
                .map(fault -> new ApiAnswer.Failed(failed.reason() + ", " + fault.reason()))
                .orElse(failed);
    }
}
