package io.caravanserai.label.api;

import io.caravanserai.intake.SecretRef;
import io.caravanserai.label.buy.CarrierAnswer;
import io.caravanserai.label.buy.LabelCall;
import io.caravanserai.store.Database;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The step of the Kamelet {@code carrier-label-action}: makes one call about a label; the body becomes its answer. */
public final class LabelAction implements Processor {
    private static final Logger LOG = LoggerFactory.getLogger(LabelAction.class);
    private static final Duration WITHOUT_SECRET = Duration.ofMinutes(1);

    private final LabelApiSettings settings = new LabelApiSettings();
    private @Nullable Database database;
    private String mappingsDir = "edi-mappings";
    private @Nullable LiveLabelMapping mapping;
    private @Nullable LabelApi api;

    public LabelApiSettings getSettings() {
        return settings;
    }

    public void setMappingsDir(String mappingsDir) {
        this.mappingsDir = mappingsDir;
    }

    public void setDatabase(Database database) {
        this.database = database;
    }

    /**
     * Called by Camel when all settings are there.
     *
     * @throws IllegalArgumentException when a setting or the mapping cannot be used
     */
    public void start() {
        settings.urls();
        settings.headers();
        settings.timeout();
        mapping = new LiveLabelMapping(Path.of(mappingsDir), settings.carrier());
    }

    @Override
    public void process(Exchange exchange) throws InterruptedException {
        LabelCall call = exchange.getMessage().getBody(LabelCall.class);
        exchange.getMessage().setBody(answer(call));
    }

    private CarrierAnswer answer(LabelCall call) throws InterruptedException {
        try {
            return api().call(call);
        } catch (SecretRef.MissingSecret missing) {
            LOG.warn("labels wait carrier={} reason={}", settings.carrier(), missing.getMessage());
            return new CarrierAnswer.Throttled(WITHOUT_SECRET);
        }
    }

    /** Made at the first call, since a secret may be missing until then. */
    private synchronized LabelApi api() {
        if (api == null) {
            api = new LabelApi(
                    settings,
                    Objects.requireNonNull(mapping, "carrier-label-action is not started"),
                    Objects.requireNonNull(database, "carrier-label-action: bean hubDatabase is missing")
                            .clock());
        }
        return api;
    }
}
