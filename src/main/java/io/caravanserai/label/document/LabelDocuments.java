package io.caravanserai.label.document;

import io.caravanserai.label.convert.ConversionException;
import io.caravanserai.label.model.LabelSize;
import io.caravanserai.label.render.LabelFormat;
import io.caravanserai.label.template.LabelException;
import io.caravanserai.store.Database;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.stream.IntStream;

/** The labels of shipments in any format and size. Safe for many threads. */
public final class LabelDocuments {
    private final KeptLabels kept;
    private final OwnDrawing own;
    private final DrawnLabels drawn;

    public LabelDocuments(Database database, OwnDrawing own, DrawnLabels drawn) {
        this.kept = new KeptLabels(database);
        this.own = own;
        this.drawn = drawn;
    }

    /**
     * One for each parcel in order. It waits until they are drawn; the same document is drawn once, however many ask.
     *
     * @throws LabelUnavailableException when the shipment has no label that is made, or it cannot be converted
     */
    public List<ParcelLabel> labels(String shipmentId, LabelFormat format, LabelSize size)
            throws LabelUnavailableException {
        List<KeptLabel> parcels = kept.of(shipmentId);
        if (parcels.isEmpty()) {
            throw new LabelUnavailableException("The shipment " + shipmentId
                    + " has no label that is made: GET /shipments/{id} tells how far it is.");
        }
        List<CompletableFuture<Drawn>> files = parcels.stream()
                .map(parcel -> drawn.get(
                        new DrawnLabels.Key(parcel.workId(), parcel.parcelId(), format, size),
                        () -> draw(parcel, format, size)))
                .toList();
        List<ParcelLabel> labels = new ArrayList<>();
        for (int i : IntStream.range(0, files.size()).toArray()) {
            labels.add(label(parcels.get(i), format, size, ready(files.get(i))));
        }
        return List.copyOf(labels);
    }

    private Drawn draw(KeptLabel parcel, LabelFormat format, LabelSize size) throws LabelUnavailableException {
        byte[] content = kept.content(parcel);
        try {
            return parcel.document().equals(KeptLabel.OWN)
                    ? new Drawn(own.draw(content, format, size), List.of())
                    : BoughtDrawing.draw(parcel, content, format, size);
        } catch (ConversionException | LabelException e) {
            throw new LabelUnavailableException(
                    "The label of parcel " + parcel.parcelId() + " cannot be had as " + format.code() + " of "
                            + size.code() + ": " + e.getMessage(),
                    e);
        }
    }

    private static Drawn ready(CompletableFuture<Drawn> file) throws LabelUnavailableException {
        try {
            return file.join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof LabelUnavailableException unavailable) {
                // each of those that wait throws its own
                throw new LabelUnavailableException(String.valueOf(unavailable.getMessage()), unavailable);
            }
            throw e;
        }
    }

    private static ParcelLabel label(KeptLabel parcel, LabelFormat format, LabelSize size, Drawn file) {
        return new ParcelLabel(
                parcel.parcelId(),
                parcel.uuidRef(),
                parcel.position(),
                parcel.trackingNumber(),
                parcel.barcodes(),
                format,
                size,
                file.content(),
                file.warnings());
    }
}
