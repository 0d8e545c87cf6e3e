package io.caravanserai.label.customer;

import io.caravanserai.http.HttpAnswer;
import io.caravanserai.http.HttpCall;
import io.caravanserai.http.HttpProblem;
import io.caravanserai.label.document.ParcelLabel;
import io.caravanserai.store.Database;
import java.time.Clock;
import java.util.List;

/** {@code GET /labels/{token}}: the document of a link, for whoever has it. */
final class LinkedLabel {
    private final LabelLinks links;
    private final Database database;
    private final LabelAnswers answers;
    private final Clock clock;

    LinkedLabel(LabelLinks links, Database database, LabelAnswers answers, Clock clock) {
        this.links = links;
        this.database = database;
        this.answers = answers;
        this.clock = clock;
    }

    /** 200 with the bytes; 404 for a link that is not ours, 410 for one that expired or whose label was cancelled. */
    HttpAnswer get(HttpCall call) {
        LabelLinks.Linked linked = links.read(call.pathParam("token"))
                .orElseThrow(
                        () -> HttpProblem.of(404, "No such link: take it as a whole from the message it came in."));
        if (linked.until() < clock.millis()) {
            throw HttpProblem.of(410, "The link has expired: GET /shipments/{id}/labels gives the label.");
        }
        String shipment = linked.shipmentId();
        boolean made = database.read(connection -> LabelState.of(connection, shipment))
                .filter(LabelState::isMade)
                .isPresent();
        if (!made) {
            throw HttpProblem.of(410, "The label was cancelled.");
        }
        List<ParcelLabel> labels = answers.labels(shipment, linked.choice()).stream()
                .filter(label -> linked.parcelId().map(label.parcelId()::equals).orElse(true))
                .toList();
        return answers.file(linked.parcelId().orElse(shipment), linked.choice(), labels)
                .with("Cache-Control", "private, no-cache");
    }
}
