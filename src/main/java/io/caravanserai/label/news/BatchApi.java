package io.caravanserai.label.news;

import com.fasterxml.jackson.databind.JsonNode;
import io.caravanserai.account.CustomerGuard;
import io.caravanserai.account.CustomerRequest;
import io.caravanserai.account.Scope;
import io.caravanserai.event.Json;
import io.caravanserai.http.HttpAnswer;
import io.caravanserai.http.HttpCall;
import io.caravanserai.http.HttpProblem;
import io.caravanserai.label.document.LabelBundle;
import io.caravanserai.label.document.LabelUnavailableException;
import io.caravanserai.label.document.ParcelLabel;
import io.caravanserai.label.model.LabelSize;
import io.caravanserai.label.render.LabelFormat;
import io.caravanserai.store.Database;
import io.caravanserai.store.Sql;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The calls on {@code /label-batches}. */
public final class BatchApi {
    private static final String ZIP = "zip";
    private static final String RETRY_SECONDS = "2";

    private final CustomerGuard guard;
    private final Database database;
    private final BatchStore store;
    private final ShipmentLabels labels;
    private final ManifestSheet sheet;
    private final Duration deadline;
    private final Runnable wake;
    private final Clock clock;

    /**
     * @param deadline of batches that name none
     * @param wake called after a batch is in the store
     */
    public BatchApi(
            CustomerGuard guard,
            Database database,
            ShipmentLabels labels,
            ManifestSheet sheet,
            Duration deadline,
            Runnable wake,
            Clock clock) {
        this.guard = guard;
        this.database = database;
        this.store = new BatchStore(database);
        this.labels = labels;
        this.sheet = sheet;
        this.deadline = deadline;
        this.wake = wake;
        this.clock = clock;
    }

    /** {@code POST /label-batches}: 202 with the id once the batch is durable. */
    public HttpAnswer create(HttpCall call) {
        String account = guard.account(call, Scope.SHIP);
        CustomerRequest.acceptsJson(call);
        BatchRequest request = BatchRequest.parse(CustomerRequest.json(call));
        long now = clock.millis();
        long until = request.deadline() == null ? now + deadline.toMillis() : request.deadline();
        String id = store.create(account, request, until, now);
        wake.run();
        return HttpAnswer.json(202, Map.of("id", id)).with("Location", "/label-batches/" + id);
    }

    /** {@code GET /label-batches/{id}}: 200 with its parts and what is missing. */
    public HttpAnswer get(HttpCall call) {
        String account = guard.account(call, Scope.READ);
        CustomerRequest.acceptsJson(call);
        return database.read(connection -> HttpAnswer.json(
                200, BatchView.of(connection, own(LabelBatch.find(connection, call.pathParam("id")), account))));
    }

    /**
     * {@code GET /label-batches/{id}/document}: the labels of a revision, by default the last, in the order of the
     * request. 204 until the first is there.
     */
    public HttpAnswer document(HttpCall call) {
        String account = guard.account(call, Scope.READ);
        LabelBatch batch = database.read(connection -> own(LabelBatch.find(connection, call.pathParam("id")), account));
        String wanted = call.queryParam("format").orElse(batch.format().code());
        LabelFormat format = wanted.equals(ZIP) ? batch.format() : format(wanted);
        if (batch.revision() == 0) {
            return HttpAnswer.empty(204).with("Retry-After", RETRY_SECONDS);
        }
        int revision = (int) call.queryNumber("revision", batch.revision(), batch.revision());
        try {
            List<LabelBatch.Member> members = database.read(batch::members).stream()
                    .filter(member -> member.isIn(revision))
                    .toList();
            List<ParcelLabel> parcels = parcels(members, format, batch.size());
            if (wanted.equals(ZIP)) {
                return file(batch, "application/zip", ZIP, LabelBundle.zip(parcels));
            }
            List<ParcelLabel> pages = new ArrayList<>(parcels);
            if (batch.isManifest()) {
                pages.addAll(0, sheet.pages(batch, requests(members), parcels, format));
            }
            return file(batch, mediaType(format), extension(format), LabelBundle.join(format, pages));
        } catch (LabelUnavailableException e) {
            throw HttpProblem.of(409, String.valueOf(e.getMessage()));
        }
    }

    private List<ParcelLabel> parcels(List<LabelBatch.Member> members, LabelFormat format, LabelSize size)
            throws LabelUnavailableException {
        List<ParcelLabel> parcels = new ArrayList<>();
        for (LabelBatch.Member member : members) {
            parcels.addAll(labels.labels(member.shipmentId(), format, size));
        }
        if (parcels.isEmpty()) {
            throw HttpProblem.of(409, "None of the labels of this batch was made: GET /label-batches/{id} tells why.");
        }
        return parcels;
    }

    private List<JsonNode> requests(List<LabelBatch.Member> members) {
        List<String> ids = members.stream().map(LabelBatch.Member::shipmentId).toList();
        Map<String, JsonNode> requests = new HashMap<>();
        database.read(connection -> Sql.listIn(
                connection,
                "SELECT id, COALESCE(prepared, request) FROM shipment WHERE id IN",
                row -> requests.put(
                                row.getString(1),
                                Json.read(row.getString(2).getBytes(StandardCharsets.UTF_8), JsonNode.class))
                        == null,
                ids));
        return ids.stream().map(requests::get).toList();
    }

    private static LabelBatch own(Optional<LabelBatch> found, String account) {
        LabelBatch batch = found.orElseThrow(() -> HttpProblem.of(404, "No such batch of labels."));
        if (!batch.accountNumber().equals(account)) {
            throw HttpProblem.of(403, "Not a batch of this account: " + batch.id());
        }
        return batch;
    }

    private static LabelFormat format(String code) {
        return LabelFormat.of(code)
                .orElseThrow(() -> HttpProblem.of(
                        422,
                        "Query parameter format must be one of " + String.join(", ", LabelFormat.CODES) + ", zip."));
    }

    private static HttpAnswer file(LabelBatch batch, String mediaType, String extension, byte[] content) {
        return new HttpAnswer(
                200,
                Map.of(
                        "Content-Type",
                        mediaType,
                        "Content-Disposition",
                        "attachment; filename=\"labels-" + batch.id() + "." + extension + "\""),
                content);
    }

    private static String mediaType(LabelFormat format) {
        return switch (format) {
            case PDF -> "application/pdf";
            case PNG -> "image/png";
            case JPG -> "image/jpeg";
            case ZPL200, ZPL300 -> "application/zpl";
        };
    }

    private static String extension(LabelFormat format) {
        return format.code().startsWith("zpl") ? "zpl" : format.code();
    }
}
