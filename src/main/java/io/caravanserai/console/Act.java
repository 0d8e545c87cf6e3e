package io.caravanserai.console;

import io.caravanserai.html.Html;
import io.caravanserai.http.HttpProblem;

/** Does something that an operator asked for by a form. */
@FunctionalInterface
public interface Act {
    /**
     * @throws HttpProblem for what cannot be done, in words for the operator
     * @throws Exception for the unexpected, which the log tells
     */
    Done on(ConsoleCall call) throws Exception;

    /**
     * What was done.
     *
     * @param words said to who asked, one sentence
     * @param next path of the page that says so where there is no script
     * @param more what belongs to it, such as the form of the next step; the page at {@code next} has it too
     */
    record Done(String words, String next, Html more) {
        public Done(String words, String next) {
            this(words, next, new Html());
        }
    }
}
