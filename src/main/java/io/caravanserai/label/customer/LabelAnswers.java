package io.caravanserai.label.customer;

import io.caravanserai.http.HttpAnswer;
import io.caravanserai.label.document.LabelBundle;
import io.caravanserai.label.document.LabelDocuments;
import io.caravanserai.label.document.LabelUnavailableException;
import io.caravanserai.label.document.ParcelLabel;
import io.caravanserai.store.Database;
import java.util.List;
import java.util.Map;

/** Labels as answers. */
final class LabelAnswers {
    private final Database database;
    private final LabelDocuments documents;
    private final LabelLinks links;

    LabelAnswers(Database database, LabelDocuments documents, LabelLinks links) {
        this.database = database;
        this.documents = documents;
        this.links = links;
    }

    /**
     * All about the labels of a shipment.
     *
     * @throws io.caravanserai.http.HttpProblem 422 when they cannot be had so
     */
    HttpAnswer json(int status, String shipmentId, LabelChoice choice) {
        List<ParcelLabel> labels = labels(shipmentId, choice);
        return database.read(connection -> HttpAnswer.json(
                status,
                LabelsView.of(
                        connection, shipmentId, labels, () -> links.of(shipmentId, choice.format(), choice.size()))));
    }

    /**
     * One document with the labels of a shipment.
     *
     * @throws io.caravanserai.http.HttpProblem 422 when they cannot be had so
     */
    HttpAnswer file(String shipmentId, LabelChoice choice) {
        return file(shipmentId, choice, labels(shipmentId, choice));
    }

    /** One document with these labels. */
    HttpAnswer file(String name, LabelChoice choice, List<ParcelLabel> labels) {
        AnswerType type = AnswerType.of(choice.format());
        String ending = type == AnswerType.ZPL ? "zpl" : choice.format().code();
        try {
            return new HttpAnswer(
                    200,
                    Map.of(
                            "Content-Type",
                            type.media(),
                            "Content-Disposition",
                            "attachment; filename=\"labels-" + name + "." + ending + "\""),
                    LabelBundle.join(choice.format(), labels));
        } catch (LabelUnavailableException e) {
            throw LabelProblems.unavailable(e);
        }
    }

    /** @throws io.caravanserai.http.HttpProblem 422 when they cannot be had so */
    List<ParcelLabel> labels(String shipmentId, LabelChoice choice) {
        try {
            return documents.labels(shipmentId, choice.format(), choice.size());
        } catch (LabelUnavailableException e) {
            throw LabelProblems.unavailable(e);
        }
    }
}
