package io.caravanserai.label.customer;

import io.caravanserai.account.CustomerGuard;
import io.caravanserai.http.AsyncHttpHandler;
import io.caravanserai.http.HttpAnswer;
import io.caravanserai.http.HttpCall;
import io.caravanserai.http.HttpHandler;
import io.caravanserai.label.document.LabelDocuments;
import io.caravanserai.label.queue.LabelQueue;
import io.caravanserai.label.queue.LabelReorder;
import io.caravanserai.store.Database;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** The calls on labels. */
public final class LabelCalls implements AutoCloseable {
    private final Database database;
    private final LabelAnswers answers;
    private final LabelWaits waits;
    private final LabelQuery query;
    private final LabelRequest request;
    private final LinkedLabel linked;
    private final ExecutorService writers;

    public LabelCalls(
            CustomerGuard guard,
            Database database,
            LabelDocuments documents,
            LabelQueue queue,
            LabelReorder reorder,
            AddedFormats formats,
            LabelLinks links,
            Clock clock) {
        this.database = database;
        this.answers = new LabelAnswers(database, documents, links);
        this.waits = new LabelWaits(database);
        this.query = new LabelQuery(guard, database, answers, clock);
        this.request = new LabelRequest(guard, database, answers, reorder, queue::wake, formats);
        this.linked = new LinkedLabel(links, database, answers, clock);
        this.writers = Executors.newFixedThreadPool(Runtime.getRuntime().availableProcessors(), work -> {
            Thread thread = new Thread(work, "hub-label-answer");
            thread.setDaemon(true);
            return thread;
        });
        queue.onSettled(waits::settled);
    }

    /** {@code GET /shipments/{id}/labels}. */
    public HttpAnswer get(HttpCall call) {
        return query.get(call);
    }

    /** {@code POST /shipments/{id}/labels/async}. */
    public HttpAnswer order(HttpCall call) {
        return request.post(call);
    }

    /** {@code GET /labels/{token}}. */
    public HttpAnswer linked(HttpCall call) {
        return linked.get(call);
    }

    /**
     * {@code POST /shipment_with_labels_documents}.
     *
     * @param create {@code POST /shipments}
     * @param longest how long a caller waits for the label
     */
    public AsyncHttpHandler withShipment(HttpHandler create, Duration longest) {
        return new LabelWithShipment(create, database, answers, waits, longest, writers);
    }

    /** Who still waits for a label is answered that it takes longer. */
    @Override
    public void close() {
        waits.close();
        writers.shutdown();
    }
}
