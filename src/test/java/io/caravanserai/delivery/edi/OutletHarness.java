package io.caravanserai.delivery.edi;

import io.caravanserai.delivery.FreshStore;
import io.caravanserai.store.Database;
import io.caravanserai.store.Dialect;
import io.caravanserai.tracking.ShipmentEvent;
import java.time.Clock;
import java.util.List;
import org.apache.camel.Exchange;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;

/** Files for one customer, {@code shop}, made of events queued in a real store. */
final class OutletHarness implements AutoCloseable {
    final FreshStore store;
    Database database;
    private final DefaultCamelContext context = new DefaultCamelContext();

    OutletHarness(Dialect dialect) {
        store = FreshStore.of(dialect);
        database = store.open();
    }

    /** Loses all that was only in memory. */
    void restart() {
        database.close();
        database = store.open();
    }

    /** An outlet that is not started, for a test to change first. */
    EdiOutlet newOutlet(String format, String node) {
        EdiOutlet outlet = new EdiOutlet();
        outlet.setCustomer("shop");
        outlet.setAccount(FreshStore.ACCOUNT);
        outlet.setNode(node);
        outlet.setFormat(format);
        outlet.setSender("HUB");
        outlet.setSenderQualifier("ZZ");
        outlet.setReceiver("SHOP");
        outlet.setReceiverQualifier("ZZ");
        outlet.setFallbackScac("CRVN");
        outlet.setMappings("edi-mappings");
        outlet.setMaxEvents(10);
        outlet.setDatabase(database);
        return outlet;
    }

    EdiOutlet outlet(String format, String node) {
        EdiOutlet outlet = newOutlet(format, node);
        outlet.start();
        return outlet;
    }

    void queue(ShipmentEvent... news) {
        database.write(connection -> new EdiOutbox(Clock.systemUTC()).write(connection, List.of(news)));
    }

    /** The file of a control number as it goes to the upload. */
    Exchange open(EdiOutlet outlet, long control) {
        Exchange exchange = new DefaultExchange(context);
        exchange.getMessage().setBody(control);
        outlet.open(exchange);
        return exchange;
    }

    byte[] bytes(EdiOutlet outlet, long control) {
        return bytes(open(outlet, control));
    }

    static byte[] bytes(Exchange file) {
        return file.getMessage().getBody(byte[].class);
    }

    @Override
    public void close() {
        database.close();
        store.close();
        context.stop();
    }
}
