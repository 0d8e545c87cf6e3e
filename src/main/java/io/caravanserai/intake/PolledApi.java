package io.caravanserai.intake;

import java.util.List;

/** A carrier's API as the poll sees it. */
interface PolledApi {
    /**
     * Asks about tracking numbers; what goes wrong is part of the answer.
     *
     * @param id a fresh id of this question
     */
    ApiAnswer ask(List<String> numbers, String id) throws InterruptedException;

    /** The carrier does not take the token any more, where there is one: the next call gets another. */
    void logInAgain();
}
