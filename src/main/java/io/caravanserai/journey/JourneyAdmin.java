package io.caravanserai.journey;

import io.caravanserai.http.HttpAnswer;
import io.caravanserai.http.HttpCall;
import io.caravanserai.http.HttpProblem;
import io.caravanserai.label.document.LabelBundle;
import io.caravanserai.label.document.LabelDocuments;
import io.caravanserai.label.document.LabelUnavailableException;
import io.caravanserai.label.model.LabelSize;
import io.caravanserai.label.render.LabelFormat;
import io.caravanserai.replay.EventExplainer;
import io.caravanserai.replay.Explanation;
import java.util.Map;
import java.util.Optional;

/** The calls by which operators find shipments and look at them. */
public final class JourneyAdmin {
    private static final int MAX_PAGE = 500;
    private static final int LONGEST_QUERY = 200;

    private final ShipmentSearch search;
    private final Journeys journeys;
    private final EventExplainer explainer;
    private final LabelDocuments labels;

    public JourneyAdmin(ShipmentSearch search, Journeys journeys, EventExplainer explainer, LabelDocuments labels) {
        this.search = search;
        this.journeys = journeys;
        this.explainer = explainer;
        this.labels = labels;
    }

    /**
     * {@code GET /admin/shipments?q=&limit=50&before=}: 200 {@code {"shipments": [...], "next"}}, the latest changed
     * first; {@code q} is any id or reference, {@code next} the {@code before} of the next page, null on the last.
     */
    public HttpAnswer list(HttpCall call) {
        return HttpAnswer.json(200, page(call));
    }

    /**
     * The same page for those who show it.
     *
     * @throws HttpProblem 422 when the query is no query
     */
    public ShipmentSearch.Page page(HttpCall call) {
        String query = call.queryParam("q").orElse("");
        if (query.length() > LONGEST_QUERY) {
            throw HttpProblem.of(422, "Query parameter q is longer than " + LONGEST_QUERY + " characters.");
        }
        Optional<ShipmentSearch.Cursor> before = call.queryParam("before").map(text -> ShipmentSearch.Cursor.of(text)
                .orElseThrow(
                        () -> HttpProblem.of(422, "Query parameter before must be the 'next' of the page before.")));
        return search.find(query, before, (int) call.queryNumber("limit", 50, MAX_PAGE));
    }

    /** {@code GET /admin/shipments/{id}}: 200 with its {@link Journey}; 404. */
    public HttpAnswer get(HttpCall call) {
        return HttpAnswer.json(200, journey(call.pathParam("id")));
    }

    /** @throws HttpProblem 404 when there is no such shipment and no event with such a number */
    public Journey journey(String id) {
        return journeys.of(id)
                .orElseThrow(() -> HttpProblem.of(
                        404,
                        "There is no shipment " + id + "; GET /admin/shipments?q= finds one by any id or reference."));
    }

    /** {@code GET /admin/events/{id}/explain}: 200 with its {@link Explanation}; 404. */
    public HttpAnswer explain(HttpCall call) {
        return HttpAnswer.json(200, explanation(call.pathParam("id")));
    }

    /** @throws HttpProblem 404 when no such event is kept */
    public Explanation explanation(String eventId) {
        return explainer.explain(eventId).orElseThrow(() -> HttpProblem.of(404, "No event " + eventId + " is kept."));
    }

    /** {@code GET /admin/shipments/{id}/label?format=png&size=4x6}: 200 with the document; 409 when there is none, 422. */
    public HttpAnswer label(HttpCall call) {
        LabelFormat format = call.queryParam("format")
                .map(code -> LabelFormat.of(code).orElseThrow(() -> wrong("format", LabelFormat.CODES)))
                .orElse(LabelFormat.PNG);
        LabelSize size = call.queryParam("size")
                .map(code -> LabelSize.of(code).orElseThrow(() -> wrong("size", LabelSize.CODES)))
                .orElse(LabelSize.FOUR_BY_SIX);
        try {
            byte[] document = LabelBundle.join(format, labels.labels(call.pathParam("id"), format, size));
            return new HttpAnswer(200, Map.of("Content-Type", media(format)), document);
        } catch (LabelUnavailableException e) {
            throw HttpProblem.of(409, String.valueOf(e.getMessage()));
        }
    }

    private static String media(LabelFormat format) {
        return switch (format) {
            case PDF -> "application/pdf";
            case PNG -> "image/png";
            case JPG -> "image/jpeg";
            // as text, so that a browser shows it
            case ZPL200, ZPL300 -> "text/plain; charset=utf-8";
        };
    }

    private static HttpProblem wrong(String name, Iterable<String> codes) {
        return HttpProblem.of(422, "Query parameter " + name + " must be one of " + String.join(", ", codes) + ".");
    }
}
