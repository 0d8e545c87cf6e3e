package io.caravanserai.label.sscc;

/** An account's range has no number left; the message says what to do. */
public final class SsccUsedUpException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    SsccUsedUpException(String account) {
        super("Account " + account
                + " has used up its range of SSCCs. Give it another extension digit or company prefix:"
                + " ./hub account sscc " + account + " --prefix PREFIX --extension DIGIT, or"
                + " PUT /admin/sscc-ranges/" + account + ".");
    }
}
