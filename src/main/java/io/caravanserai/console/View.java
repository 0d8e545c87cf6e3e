package io.caravanserai.console;

import io.caravanserai.http.HttpProblem;

/** Shows something; changes nothing. */
@FunctionalInterface
public interface View {
    /**
     * @throws HttpProblem for a page that says what is wrong
     * @throws Exception for the unexpected, which the log tells
     */
    Screen of(ConsoleCall call) throws Exception;
}
