package io.caravanserai.label.customer;

import com.fasterxml.jackson.databind.JsonNode;
import io.caravanserai.account.CustomerGuard;
import io.caravanserai.account.CustomerRequest;
import io.caravanserai.account.Scope;
import io.caravanserai.http.HttpAnswer;
import io.caravanserai.http.HttpCall;
import io.caravanserai.http.Problems;
import io.caravanserai.label.queue.LabelReorder;
import io.caravanserai.store.Database;
import java.util.Map;

/** {@code POST /shipments/{id}/labels/async}. */
final class LabelRequest {
    private final CustomerGuard guard;
    private final Database database;
    private final LabelAnswers answers;
    private final LabelReorder reorder;
    private final Runnable wakeQueue;
    private final AddedFormats formats;

    LabelRequest(
            CustomerGuard guard,
            Database database,
            LabelAnswers answers,
            LabelReorder reorder,
            Runnable wakeQueue,
            AddedFormats formats) {
        this.guard = guard;
        this.database = database;
        this.answers = answers;
        this.reorder = reorder;
        this.wakeQueue = wakeQueue;
        this.formats = formats;
    }

    /**
     * 202: a label that there is not is queued again, one that is made gets a further format, one that is on its way comes.
     * 409 when it may be bought although it failed, 422 when it cannot be had in this format and size.
     */
    HttpAnswer post(HttpCall call) {
        String account = guard.account(call, Scope.SHIP);
        CustomerRequest.acceptsJson(call);
        JsonNode body = CustomerRequest.json(call);
        String id = call.pathParam("id");
        LabelState state = database.read(connection -> LabelState.of(connection, account, id));
        LabelChoice choice = LabelChoice.ofBody(body, state.asked());
        if (state.isMade()) {
            answers.labels(id, choice);
            formats.added(id, choice.format(), choice.size());
            return accepted(id, "made", choice);
        }
        if (!state.isOver()) {
            return accepted(id, state.status(), choice);
        }
        if (!reorder.queueAgain(
                state.workId(), choice.format().code(), choice.size().code())) {
            throw Problems.conflict(
                    "label_not_orderable",
                    "The label is or may be bought at the carrier, so it is not ordered again: make a new shipment.");
        }
        wakeQueue.run();
        return accepted(id, "queued", choice);
    }

    private static HttpAnswer accepted(String id, String status, LabelChoice choice) {
        return HttpAnswer.json(
                202,
                Map.of(
                        "id",
                        id,
                        "label_status",
                        status,
                        "label",
                        Map.of(
                                "format",
                                choice.format().code(),
                                "size",
                                choice.size().code())));
    }
}
