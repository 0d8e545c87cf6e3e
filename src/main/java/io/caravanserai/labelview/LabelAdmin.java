package io.caravanserai.labelview;

import io.caravanserai.http.HttpAnswer;
import io.caravanserai.http.HttpCall;
import io.caravanserai.http.HttpProblem;
import io.caravanserai.label.news.BatchList;
import io.caravanserai.label.queue.LabelLanes;
import io.caravanserai.label.queue.LaneQueue;
import io.caravanserai.label.queue.LaneStanding;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The calls by which operators look at what is to be labelled. */
public final class LabelAdmin {
    private static final int MAX_PAGE = 500;

    private final LabelLanes lanes;
    private final LaneQueue queue;
    private final BatchList batches;

    public LabelAdmin(LabelLanes lanes, LaneQueue queue, BatchList batches) {
        this.lanes = lanes;
        this.queue = queue;
        this.batches = batches;
    }

    /**
     * {@code GET /admin/labels}: 200 {@code {"accounts": [...], "batches": [...]}}, how the queue of each account at a
     * carrier stands ({@link LaneStanding}), and the 20 newest batches.
     */
    public HttpAnswer overview(HttpCall call) {
        return HttpAnswer.json(200, Map.of("accounts", lanes(), "batches", batches.newest("", 20)));
    }

    /** How the queue of each account stands. */
    public List<LaneStanding> lanes() {
        return lanes.all();
    }

    /**
     * {@code GET /admin/labels/{carrier}/{account}?limit=50&after=}: 200 {@code {"labels": [...], "next"}}, what waits there
     * in the order of arrival; 404 when no node makes labels for such an account.
     */
    public HttpAnswer queue(HttpCall call) {
        return HttpAnswer.json(200, page(call));
    }

    /** @throws HttpProblem 404 and 422 as the call */
    public LaneQueue.Page page(HttpCall call) {
        String carrier = call.pathParam("carrier");
        String account = call.pathParam("account");
        try {
            return queue.page(carrier, account, call.queryParam("after").orElse(""), (int)
                            call.queryNumber("limit", 50, MAX_PAGE))
                    .orElseThrow(() -> HttpProblem.of(
                            404,
                            "No node makes labels with account " + account + " of " + carrier
                                    + " now; GET /admin/labels lists the accounts."));
        } catch (IllegalArgumentException e) {
            throw HttpProblem.of(422, "Query parameter after must be the 'next' of the page before.");
        }
    }

    /**
     * {@code GET /admin/label-batches?limit=50&before=}: 200 {@code {"batches": [...], "next"}}, those of all accounts, the
     * newest first.
     */
    public HttpAnswer batches(HttpCall call) {
        return HttpAnswer.json(
                200, batches(call.queryParam("before").orElse(""), (int) call.queryNumber("limit", 50, MAX_PAGE)));
    }

    /** A page of batches; {@code next} is null on the last. */
    public record Batches(List<BatchList.Line> batches, @Nullable String next) {
        public Batches {
            batches = List.copyOf(batches);
        }
    }

    /** @param before the {@code next} of the page before; empty for the first */
    public Batches batches(String before, int limit) {
        List<BatchList.Line> found = batches.newest(before, limit + 1);
        boolean more = found.size() > limit;
        List<BatchList.Line> page = more ? found.subList(0, limit) : found;
        return new Batches(page, more ? page.get(limit - 1).id() : null);
    }
}
