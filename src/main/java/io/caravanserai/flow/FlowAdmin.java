package io.caravanserai.flow;

import io.caravanserai.http.HttpAnswer;
import io.caravanserai.http.HttpCall;

/** The admin call on the flow. */
public final class FlowAdmin {
    private final FlowWatch watch;

    public FlowAdmin(FlowWatch watch) {
        this.watch = watch;
    }

    /**
     * {@code GET /admin/flow}: 200 {@code {"time_utc", "node", "state", "parts": [{id, kind, name, state, words, per_second,
     * waiting, account}], "edges": [{from, to, what, per_second, waiting, waiting_at_least, oldest_utc, oldest_seconds, state}]}}. States are
     * busy, quiet, stalled, failing and off; that of the whole is the worst of them.
     */
    public HttpAnswer flow(HttpCall call) {
        return HttpAnswer.json(200, watch.now().json());
    }
}
