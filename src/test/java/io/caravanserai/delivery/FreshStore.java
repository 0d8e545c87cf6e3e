package io.caravanserai.delivery;

import io.caravanserai.config.HubConfig;
import io.caravanserai.config.Settings;
import io.caravanserai.store.Database;
import io.caravanserai.store.Dialect;
import io.caravanserai.store.Sql;
import io.caravanserai.store.TestStore;
import io.caravanserai.store.TestStores;
import io.caravanserai.testkit.TcpProxy;

/** A fresh store of either kind with one account; it can be opened again as after a restart. */
public final class FreshStore implements AutoCloseable {
    /** The account every fresh store has. */
    public static final String ACCOUNT = "100001";

    private final TestStore store;

    private FreshStore(TestStore store) {
        this.store = store;
    }

    public static FreshStore of(Dialect dialect) {
        FreshStore fresh = new FreshStore(dialect == Dialect.SQLITE ? TestStores.sqlite() : TestStores.postgresql());
        fresh.account(fresh.store.database(), ACCOUNT);
        fresh.store.database().close();
        return fresh;
    }

    public Database open() {
        return Database.open(HubConfig.from(Settings.of(store.settings())).store(), store.folder());
    }

    /** The same database through this network. */
    Database open(TcpProxy network) {
        return store.another(network);
    }

    /** Stands between a node and PostgreSQL; the caller closes it. */
    TcpProxy network() {
        return store.network();
    }

    public void account(Database database, String number) {
        database.write(connection -> Sql.update(
                connection, "INSERT INTO account (account_number, name, created_at) VALUES (?, 'Test', 0)", number));
    }

    @Override
    public void close() {
        store.close();
    }
}
