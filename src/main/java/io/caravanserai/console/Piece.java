package io.caravanserai.console;

import io.caravanserai.html.Html;
import io.caravanserai.http.HttpProblem;

/** Makes a piece of a page. */
@FunctionalInterface
public interface Piece {
    /**
     * @throws HttpProblem for a piece that says what is wrong
     * @throws Exception for the unexpected, which the log tells
     */
    Html of(ConsoleCall call) throws Exception;
}
