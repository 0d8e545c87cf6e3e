package io.caravanserai.replay;

import io.caravanserai.event.InboundMessage;
import io.caravanserai.event.Json;
import io.caravanserai.event.TrackingEvent;
import io.caravanserai.harmonize.Fault;
import io.caravanserai.harmonize.Harmonized;
import io.caravanserai.harmonize.Harmonizer;
import io.caravanserai.kafka.Publisher;
import io.caravanserai.store.Database;
import io.caravanserai.tracking.KeptEvents;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * Compares the raw messages of a range with what was kept of them, and publishes what is to be told. It moves no offset
 * and keeps no state: broken off or repeated, it finds as unchanged what was stored, and makes the same ids again.
 */
final class ReplayRun {
    /** So many numbers are looked up at once, which bounds memory by the largest message. */
    private static final int NUMBERS = 500;
    /** Carriers repeat events within hours: remembering so many ids keeps the counts honest. */
    private static final int REMEMBERED = 100_000;

    private final ReplayRequest request;
    private final Harmonizer harmonizer;
    private final Database database;
    private final Publisher publisher;
    private final String topic;
    private final UnaryOperator<String> mask;
    private final ReplayReport report;
    private final Map<String, List<TrackingEvent>> waiting = new LinkedHashMap<>();
    private final Set<String> numbers = new HashSet<>();
    private final Set<String> told = Collections.newSetFromMap(new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Boolean> eldest) {
            return size() > REMEMBERED;
        }
    });

    /**
     * @param topic full name of {@code tracking.events}
     * @param mask takes secrets out of reasons
     */
    ReplayRun(
            ReplayRequest request,
            Harmonizer harmonizer,
            Database database,
            Publisher publisher,
            String topic,
            UnaryOperator<String> mask,
            ReplayReport report) {
        this.request = request;
        this.harmonizer = harmonizer;
        this.database = database;
        this.publisher = publisher;
        this.topic = topic;
        this.mask = mask;
        this.report = report;
    }

    /** Takes the next messages of the range. */
    void take(List<InboundMessage> messages) {
        for (InboundMessage message : messages) {
            report.message();
            Harmonized result = harmonizer.harmonize(message);
            for (Fault fault : result.faults()) {
                report.unreadable(mask.apply(fault.reason()));
            }
            waiting.put(message.id(), result.events());
            numbers.add(message.key());
            result.events().forEach(event -> numbers.add(event.carrierTrackingId()));
            if (numbers.size() >= NUMBERS) {
                compare();
            }
        }
    }

    /** Compares what waits. */
    void compare() {
        KeptEvents kept = database.read(connection -> KeptEvents.of(connection, request.carrier(), numbers));
        List<TrackingEvent> send = new ArrayList<>();
        waiting.forEach((id, events) -> {
            for (Difference difference : Difference.of(id, events, kept)) {
                TrackingEvent news = difference.news();
                if (news == null || told.add(news.event().id())) {
                    report.add(difference);
                    Optional.ofNullable(news).ifPresent(send::add);
                }
            }
        });
        if (!request.dryRun()) {
            publisher.publishAll(
                    topic,
                    send.stream()
                            .map(event -> Map.entry(event.topicKey(), Json.bytes(event)))
                            .toList());
            report.sent(send.size());
        }
        waiting.clear();
        numbers.clear();
    }
}
