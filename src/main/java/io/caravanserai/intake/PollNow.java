package io.caravanserai.intake;

import io.caravanserai.event.InboundMessage;
import io.caravanserai.store.Database;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.jspecify.annotations.Nullable;

/**
 * The step of the Kamelet {@code carrier-poll-now-action}: what a message tells of some numbers is not all, so the
 * carrier's API is asked for them at once. That is in the store before the carrier gets its 2xx.
 */
public final class PollNow implements Processor {
    private String carrier = "";
    private String format = "json";
    private String numberPath = "";
    private @Nullable Database database;
    private @Nullable PollRequests requests;
    private List<KeyScanner> scanners = List.of();

    public void setCarrier(String carrier) {
        this.carrier = carrier;
    }

    /** As of the webhook, see {@link KeyScanner#of}. */
    public void setFormat(String format) {
        this.format = format;
    }

    /** Where numbers are, as in {@link KeyScanner#of}; unlike there each that is found counts. */
    public void setNumberPath(String numberPath) {
        this.numberPath = numberPath;
    }

    public void setDatabase(Database database) {
        this.database = database;
    }

    /**
     * Called by Camel when all settings are there.
     *
     * @throws IllegalArgumentException when a setting cannot be used
     */
    public void start() {
        scanners = List.of(numberPath.trim().split("\\s+", -1)).stream()
                .map(path -> KeyScanner.of(format, path))
                .toList();
        Database store = Objects.requireNonNull(database, "carrier-poll-now-action: bean hubDatabase is missing");
        requests = new PollRequests(store, carrier, store.clock());
    }

    @Override
    public void process(Exchange exchange) throws Exception {
        byte[] body =
                exchange.getMessage().getMandatoryBody(InboundMessage.class).body();
        Set<String> numbers = new LinkedHashSet<>();
        for (KeyScanner scanner : scanners) {
            String number = scanner.scan(body);
            if (number != null) {
                numbers.add(number);
            }
        }
        Objects.requireNonNull(requests, "carrier-poll-now-action is not started")
                .wanted(List.copyOf(numbers));
    }
}
