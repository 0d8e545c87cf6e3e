package io.caravanserai.shipment;

import io.caravanserai.account.AccountStore;
import io.caravanserai.account.Caller;
import io.caravanserai.account.CustomerGuard;
import io.caravanserai.http.FailedCalls;
import io.caravanserai.page.PageLinks;
import io.caravanserai.shipment.prepare.Preparation;
import io.caravanserai.store.Sql;
import io.caravanserai.store.TestStore;
import io.caravanserai.tracking.Outbox;
import java.time.Clock;
import java.util.List;
import java.util.Set;

/** The calls on {@code /shipments} over a test's store, with carriers of the test. */
final class ShipmentCalls {
    private static final Set<String> CARRIERS = Set.of("in_house", "ups", "post");
    private static final Set<String> TAKE_BACK = Set.of("in_house", "ups");
    private static final List<String> SIZES = List.of("4x6", "A4");

    /** Where the hub of the test is. */
    static final String PAGES = "https://hub.test";

    private ShipmentCalls() {}

    static ShipmentApi api(TestStore store) {
        return api(store, Preparations.patient());
    }

    static ShipmentApi api(TestStore store, Preparation preparation) {
        CustomerGuard guard = new CustomerGuard(
                new AccountStore(store.database(), Clock.systemUTC()),
                1_000,
                new FailedCalls(1_000, Clock.systemUTC()),
                Clock.systemUTC());
        return new ShipmentApi(
                guard,
                store.database(),
                new ShipmentStore(store.database(), Outbox.NONE),
                preparation,
                new Carriers(CARRIERS::contains, TAKE_BACK::contains, service -> SIZES),
                new PageLinks(store.database(), () -> PAGES),
                wake -> {},
                Clock.systemUTC());
    }

    static Caller caller(TestStore store) {
        return Caller.of(new AccountStore(store.database(), Clock.systemUTC()));
    }

    static long count(TestStore store, String sql) {
        return store.database().read(connection -> Sql.number(connection, sql));
    }
}
