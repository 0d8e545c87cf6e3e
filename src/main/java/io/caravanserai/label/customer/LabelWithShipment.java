package io.caravanserai.label.customer;

import io.caravanserai.event.Json;
import io.caravanserai.http.AsyncHttpHandler;
import io.caravanserai.http.HttpAnswer;
import io.caravanserai.http.HttpCall;
import io.caravanserai.http.HttpHandler;
import io.caravanserai.store.Database;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;

/** {@code POST /shipment_with_labels_documents}: makes a shipment and answers with its labels. */
final class LabelWithShipment implements AsyncHttpHandler {
    private static final String REPLAY = "Idempotency-Replay";

    private final HttpHandler create;
    private final Database database;
    private final LabelAnswers answers;
    private final LabelWaits waits;
    private final Duration longest;
    private final Executor executor;

    /**
     * @param create {@code POST /shipments}
     * @param longest how long a caller waits for the label
     * @param executor writes the answers
     */
    LabelWithShipment(
            HttpHandler create,
            Database database,
            LabelAnswers answers,
            LabelWaits waits,
            Duration longest,
            Executor executor) {
        this.create = create;
        this.database = database;
        this.answers = answers;
        this.waits = waits;
        this.longest = longest;
        this.executor = executor;
    }

    /**
     * 201 with the labels; 202 as {@code POST /shipments} when it takes longer; 502 when the carrier sells none, 422 when
     * none can be made of the data. The shipment is there in any case.
     */
    @Override
    public CompletableFuture<HttpAnswer> handle(HttpCall call) throws Exception {
        HttpAnswer created = create.handle(call);
        String id = Json.parse(created.body()).path("id").asText();
        return waits.over(id, longest).thenApplyAsync(over -> over ? answer(id, created) : created, executor);
    }

    private HttpAnswer answer(String id, HttpAnswer created) {
        LabelState state =
                database.read(connection -> LabelState.of(connection, id)).orElseThrow();
        HttpAnswer answer = state.isMade()
                ? answers.json(201, id, state.asked())
                : LabelProblems.notMade(state).answer();
        Map<String, String> headers = created.headers();
        return headers.containsKey(REPLAY) ? answer.with(REPLAY, headers.get(REPLAY)) : answer;
    }
}
