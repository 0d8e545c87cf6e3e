package io.caravanserai.delivery;

import io.caravanserai.http.HttpCall;
import io.caravanserai.http.HttpProblem;

/** Says whose key a call of the customer API carries. */
@FunctionalInterface
public interface CallerAccount {
    /**
     * The account number.
     *
     * @throws HttpProblem 400 without key or version, 401 for an unknown key
     */
    String of(HttpCall call);

    /** The account of the path, when it is the caller's. */
    default String owning(HttpCall call) {
        String account = of(call);
        if (!account.equals(call.pathParam("account_number"))) {
            throw HttpProblem.of(403, "The key belongs to another account than the one in the path.");
        }
        return account;
    }
}
