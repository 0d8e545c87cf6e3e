package io.caravanserai.label.buy;

import com.fasterxml.jackson.annotation.JsonIgnore;
import io.caravanserai.secret.SecretMask;
import org.jspecify.annotations.Nullable;

/**
 * Why there is no label, in the words of the customer API.
 *
 * @param errorCode one of docs/labels-queue.md, such as {@code carrier_rejected}
 * @param errorDescription what is wrong and what to do; a carrier's words without the hub's secrets
 * @param httpStatusCode what the carrier answered; null when it did not
 */
public record LabelFailure(String errorCode, String errorDescription, @Nullable Integer httpStatusCode) {
    /** The carrier was not reached in any attempt. */
    public static final String UNREACHABLE = "carrier_unreachable";

    /** The carrier says no. */
    public static final String REJECTED = "carrier_rejected";

    /** Whether the label was bought could not be found out. */
    public static final String UNDECIDED = "label_purchase_undecided";

    /** Bought, but the carrier does not give the document. */
    public static final String NO_DOCUMENT = "label_document_missing";

    /** Cancelled after it was bought, but the carrier does not take it back. */
    public static final String NOT_VOIDED = "label_not_voided";

    /** The label could not be made here. */
    public static final String GENERATION = "label_generation_error";

    public LabelFailure {
        errorDescription = SecretMask.ofProcess().mask(errorDescription);
        if (!errorCode.matches("[a-z_]+")) {
            throw new IllegalArgumentException("an error code is lower case with underscores: " + errorCode);
        }
    }

    /** Whether the carrier sold a label that nobody gets, so that it should be given back. */
    @JsonIgnore
    public boolean isBought() {
        return errorCode.equals(NO_DOCUMENT) || errorCode.equals(NOT_VOIDED);
    }

    /** Whether nothing was bought for sure, so that the label may be ordered again. */
    @JsonIgnore
    public boolean isUnbought() {
        return errorCode.equals(REJECTED) || errorCode.equals(UNREACHABLE) || errorCode.equals(GENERATION);
    }
}
