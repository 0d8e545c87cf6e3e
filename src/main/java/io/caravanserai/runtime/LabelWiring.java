package io.caravanserai.runtime;

import io.caravanserai.account.CustomerGuard;
import io.caravanserai.config.HubConfig;
import io.caravanserai.http.AsyncHandlerProcessor;
import io.caravanserai.http.HandlerProcessor;
import io.caravanserai.http.HttpHandler;
import io.caravanserai.label.customer.AddedFormats;
import io.caravanserai.label.customer.LabelCalls;
import io.caravanserai.label.customer.LabelLinks;
import io.caravanserai.label.document.DrawnLabels;
import io.caravanserai.label.document.LabelDocuments;
import io.caravanserai.label.document.OwnDrawing;
import io.caravanserai.label.queue.LabelQueue;
import io.caravanserai.label.queue.LabelReorder;
import io.caravanserai.store.Database;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.util.function.Supplier;
import org.apache.camel.spi.Registry;

/** Makes the services that give labels to customers. */
final class LabelWiring implements AutoCloseable {
    private final HubConfig.Labels config;
    private final DrawnLabels drawn;
    private final LabelDocuments documents;
    private final LabelLinks links;
    private final LabelCalls calls;

    /**
     * @param publicUrl where the public is served
     * @param own draws labels that were made in-house
     */
    LabelWiring(
            HubConfig.Labels config,
            Database database,
            CustomerGuard guard,
            LabelQueue queue,
            LabelReorder reorder,
            OwnDrawing own,
            AddedFormats formats,
            MeterRegistry metrics,
            Supplier<String> publicUrl,
            Clock clock) {
        this.config = config;
        this.drawn = new DrawnLabels(config.cacheSize(), config.cacheAge(), metrics);
        this.documents = new LabelDocuments(database, own, drawn);
        this.links = new LabelLinks(database, publicUrl, config.linkAge(), clock);
        this.calls = new LabelCalls(guard, database, documents, queue, reorder, formats, links, clock);
    }

    /** @param create {@code POST /shipments} */
    void bind(Registry registry, HttpHandler create) {
        registry.bind("labels", new HandlerProcessor(calls::get));
        registry.bind("orderLabels", new HandlerProcessor(calls::order));
        registry.bind("linkedLabels", new HandlerProcessor(calls::linked));
        registry.bind(
                "createLabelledShipment", new AsyncHandlerProcessor(calls.withShipment(create, config.syncTimeout())));
    }

    /** The labels in any format and size. */
    LabelDocuments documents() {
        return documents;
    }

    /** Links to labels for those who have no key. */
    LabelLinks links() {
        return links;
    }

    @Override
    public void close() {
        calls.close();
        drawn.close();
    }
}
