package io.caravanserai.label.customer;

import io.caravanserai.account.CustomerGuard;
import io.caravanserai.account.Scope;
import io.caravanserai.http.HttpAnswer;
import io.caravanserai.http.HttpCall;
import io.caravanserai.store.Database;
import java.time.Clock;

/** {@code GET /shipments/{id}/labels}. */
final class LabelQuery {
    private final CustomerGuard guard;
    private final Database database;
    private final LabelAnswers answers;
    private final Clock clock;

    LabelQuery(CustomerGuard guard, Database database, LabelAnswers answers, Clock clock) {
        this.guard = guard;
        this.database = database;
        this.answers = answers;
        this.clock = clock;
    }

    /**
     * 200 with the labels, as JSON or the bytes of one document by the header Accept; 204 with Retry-After while there is
     * none, 304 for who has it already, 409 with the reason when there will be none.
     */
    HttpAnswer get(HttpCall call) {
        String account = guard.account(call, Scope.READ);
        AnswerType type = AnswerType.of(call);
        String id = call.pathParam("id");
        LabelState state = database.read(connection -> LabelState.of(connection, account, id));
        LabelChoice choice = type.choice(call, state.asked());
        if (!state.isOver()) {
            long seconds = database.read(connection -> state.retryAfter(connection, clock.millis()));
            return HttpAnswer.empty(204).with("Retry-After", String.valueOf(seconds));
        }
        if (!state.isMade()) {
            throw LabelProblems.none(state);
        }
        HttpAnswer answer = type == AnswerType.JSON ? answers.json(200, id, choice) : file(call, state, choice);
        return answer.with("Vary", "Accept").with("Cache-Control", "private, no-cache");
    }

    /** A label that was made stays as it is, so its name says whether the caller has it (RFC 9110, section 8.8.1). */
    private HttpAnswer file(HttpCall call, LabelState state, LabelChoice choice) {
        String tag = "W/\"" + state.workId() + "-" + choice.format().code() + "-"
                + choice.size().code() + "\"";
        boolean known =
                call.header("if-none-match").filter(tags -> tags.contains(tag)).isPresent();
        return (known ? HttpAnswer.empty(304) : answers.file(state.shipmentId(), choice)).with("ETag", tag);
    }
}
