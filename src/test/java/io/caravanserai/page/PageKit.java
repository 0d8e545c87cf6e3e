package io.caravanserai.page;

import io.caravanserai.event.InboundMessage;
import io.caravanserai.event.TrackingEvent;
import io.caravanserai.http.HttpAnswer;
import io.caravanserai.http.HttpCall;
import io.caravanserai.http.HttpProblem;
import io.caravanserai.mapping.MappingException;
import io.caravanserai.store.Sql;
import io.caravanserai.store.TestStore;
import io.caravanserai.tracking.Outbox;
import io.caravanserai.tracking.TrackingKey;
import io.caravanserai.tracking.TrackingKeys;
import io.caravanserai.tracking.TrackingStore;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The tracking page over a test's store, with the shipped languages and shipments of carrier acme. */
final class PageKit {
    static final String BROWSER = "Mozilla/5.0 (X11; Linux x86_64) Firefox/140.0";

    private static final Map<String, Integer> RANKS =
            Map.of("order", 10, "collection", 22, "in_transit", 30, "exception", 0, "other", 0, "return_to_sender", 72);

    private final TestStore store;
    private final List<String> watched = new ArrayList<>();
    private final TrackingPage page;

    private PageKit(TestStore store, String publicUrl) throws MappingException {
        this.store = store;
        PageLanguages languages = new PageLanguages(Path.of("edi-mappings"));
        languages.reload();
        // a clock that stands: a limit of calls must not depend on how fast the test is
        Clock clock = Clock.fixed(Instant.parse("2026-11-20T12:00:00Z"), ZoneOffset.UTC);
        this.page = new TrackingPage(
                store.database(), new PageLinks(store.database(), () -> publicUrl), languages, watched::add, clock);
    }

    static PageKit of(TestStore store) throws MappingException {
        return at(store, "http://localhost:8080");
    }

    static PageKit at(TestStore store, String publicUrl) throws MappingException {
        return new PageKit(store, publicUrl);
    }

    /** A shipment of one number; answers its token. */
    String shipment(String number) {
        return shipment(number, "queued", List.of());
    }

    /** A shipment of several parcels, each with a number of its own. */
    String shipment(String id, List<String> numbers) {
        return shipment(id, "made", numbers);
    }

    String cancelled(String number) {
        return shipment(number, "cancelled", List.of());
    }

    private String shipment(String id, String labelStatus, List<String> parcels) {
        String token = PageToken.next();
        store.database().write(connection -> {
            Sql.update(
                    connection,
                    "INSERT INTO account (account_number, name, created_at) VALUES ('A1','Acme',0) ON CONFLICT DO NOTHING");
            Sql.update(
                    connection,
                    """
                    INSERT INTO shipment (id, account_number, uuid_ref, origin, carrier_id, tracking_level,
                        manifest_status, label_status, meta_data, shipment_refs, request, page_token, created_at, updated_at)
                    VALUES (?,'A1',?,'created','acme',?,'ok',?,'[]','{}','{}',?,0,0)""",
                    id,
                    "ref-" + id,
                    parcels.isEmpty() ? "shipment" : "parcel",
                    labelStatus,
                    token);
            List<TrackingKey> keys = new ArrayList<>();
            for (int i = 0; i < parcels.size(); i++) {
                String parcel = id + "-p" + i;
                Sql.update(
                        connection,
                        "INSERT INTO parcel VALUES (?,?,?,?,?,'[]','[]')",
                        parcel,
                        id,
                        i,
                        parcel,
                        parcels.get(i));
                keys.add(new TrackingKey("acme", parcels.get(i), TrackingKey.Kind.TRACKING, id, parcel, "A1"));
            }
            if (parcels.isEmpty()) {
                keys.add(new TrackingKey("acme", id, TrackingKey.Kind.TRACKING, id, null, "A1"));
            }
            return new TrackingKeys(store.dialect(), Outbox.NONE).add(connection, keys, 0);
        });
        return token;
    }

    void keep(TrackingEvent... events) {
        new TrackingStore(store.database(), Outbox.NONE, Clock.systemUTC()).apply(List.of(events));
    }

    static TrackingEvent event(String number, String code, String time) {
        return event(number, code, time, "offset", null, null);
    }

    /**
     * An event in Oslo.
     *
     * @param code {@code milestone/code[/sub_code]}
     * @param time ISO with an offset
     */
    static TrackingEvent event(
            String number, String code, String time, String basis, @Nullable String eta, @Nullable String precision) {
        return event(
                number, code, time, basis, eta, precision, new TrackingEvent.Address(null, "Oslo", null, null, "NO"));
    }

    static TrackingEvent event(
            String number,
            String code,
            String time,
            String basis,
            @Nullable String eta,
            @Nullable String precision,
            TrackingEvent.Address address) {
        String[] parts = code.split("/", 3);
        boolean ended = code.startsWith("delivery/delivered");
        int rank = ended ? 90 : code.equals("delivery/out_for_delivery") ? 50 : RANKS.getOrDefault(parts[0], 0);
        return new TrackingEvent(
                TrackingEvent.VERSION,
                "acme",
                number,
                List.of(),
                rank,
                ended,
                OffsetDateTime.parse(time).toInstant().toEpochMilli(),
                time,
                new TrackingEvent.Origin("m1", new InboundMessage.Source("webhook", "r1", 0, 0), "acme:1", null),
                new TrackingEvent.Event(
                        number + code + time,
                        precision == null
                                ? List.of()
                                : List.of(new TrackingEvent.MetaData("time_precision", precision)),
                        new TrackingEvent.EventTime(time, time),
                        new TrackingEvent.Codes(
                                new TrackingEvent.Codes.Gluey(
                                        parts[0], parts[1], parts.length == 3 ? parts[2] : null, null),
                                new TrackingEvent.Codes.Carrier("C", null, null)),
                        new TrackingEvent.Location(null, address, null),
                        eta,
                        TrackingEvent.Other.NONE,
                        null,
                        basis,
                        false,
                        null));
    }

    /** The page as a person's browser asks for it, in English. */
    String html(String token) {
        return html(token, "en");
    }

    String html(String token, String acceptLanguage) {
        HttpAnswer answer = get(token, Map.of("User-Agent", BROWSER, "Accept-Language", acceptLanguage));
        return new String(answer.body(), StandardCharsets.UTF_8);
    }

    HttpAnswer get(String token, Map<String, String> headers) {
        Map<String, List<String>> all = new HashMap<>();
        headers.forEach((name, value) -> all.put(name.toLowerCase(Locale.ROOT), List.of(value)));
        try {
            return page.page(new HttpCall(
                    "GET", "/t/" + token, Map.of("token", token), Map.of(), all, "127.0.0.1", new byte[0]));
        } catch (HttpProblem problem) {
            return problem.answer();
        }
    }

    /** Ids of the shipments at which people looked. */
    List<String> watched() {
        return watched;
    }

    TestStore store() {
        return store;
    }
}
