package io.caravanserai.label.route;

import io.caravanserai.label.news.LabelGroups;
import io.caravanserai.label.news.LabelGroups.Held;
import java.time.Clock;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangePropertyKey;
import org.apache.camel.spi.OptimisticLockingAggregationRepository;
import org.apache.camel.spi.RecoverableAggregationRepository;
import org.apache.camel.support.DefaultExchange;
import org.apache.camel.support.service.ServiceSupport;
import org.jspecify.annotations.Nullable;

/**
 * Keeps what the Aggregate EIP gathers of labels in the hub's store: body and correlation as JSON, nothing else of the
 * exchange. Nodes share it under optimistic locks, and deadlines go on after a restart.
 */
public final class LabelAggregates extends ServiceSupport
        implements RecoverableAggregationRepository, OptimisticLockingAggregationRepository {
    /** Property of an exchange that the store holds as complete. */
    static final String COMPLETE = "hubLabelGroupComplete";

    private static final String VERSION = "hubLabelGroupVersion";

    private final LabelGroups groups;
    private final Clock clock;
    private long recoveryMillis = 5_000;
    private boolean recovers = true;
    private @Nullable String deadLetterUri;
    private int maximumRedeliveries;

    public LabelAggregates(LabelGroups groups, Clock clock) {
        this.groups = groups;
        this.clock = clock;
    }

    @Override
    public Exchange add(CamelContext context, String key, @Nullable Exchange before, Exchange after) {
        long version = before == null ? 0 : version(before);
        if (!groups.keep(new Held(after.getExchangeId(), key, version, LabelGathering.group(after)))) {
            throw new OptimisticLockingException();
        }
        return after;
    }

    @Override
    public Exchange add(CamelContext context, String key, Exchange exchange) {
        throw new UnsupportedOperationException("label-aggregate needs optimisticLocking: nodes share its state");
    }

    @Override
    public @Nullable Exchange get(CamelContext context, String key) {
        return groups.find(key).map(held -> exchange(context, held)).orElse(null);
    }

    @Override
    public void remove(CamelContext context, String key, Exchange complete) {
        Held held = new Held(complete.getExchangeId(), key, version(complete), LabelGathering.group(complete));
        if (!groups.complete(held)) {
            throw new OptimisticLockingException();
        }
        complete.setProperty(COMPLETE, true);
    }

    @Override
    public void confirm(CamelContext context, String exchangeId) {
        groups.forget(exchangeId);
    }

    @Override
    public Set<String> getKeys() {
        return groups.correlations();
    }

    @Override
    public Set<String> scan(CamelContext context) {
        // those of the last seconds are under way, here or on another node
        return new LinkedHashSet<>(groups.left(recoveryMillis));
    }

    @Override
    public @Nullable Exchange recover(CamelContext context, String exchangeId) {
        return groups.completed(exchangeId)
                .map(held -> {
                    Exchange exchange = exchange(context, held);
                    exchange.setProperty(COMPLETE, true);
                    exchange.setProperty(ExchangePropertyKey.AGGREGATED_CORRELATION_KEY, held.correlation());
                    exchange.setProperty(ExchangePropertyKey.AGGREGATED_COMPLETED_BY, "predicate");
                    return exchange;
                })
                .orElse(null);
    }

    private Exchange exchange(CamelContext context, Held held) {
        Exchange exchange = new DefaultExchange(context);
        exchange.setExchangeId(held.exchangeId());
        exchange.setProperty(VERSION, held.version());
        LabelGathering.describe(exchange.getMessage(), held.group(), clock.millis());
        Object wait = exchange.getMessage().getHeader(LabelGathering.WAIT);
        if (wait != null) {
            // from it the timeouts are set up after a restart
            exchange.setProperty(ExchangePropertyKey.AGGREGATED_TIMEOUT, wait);
        }
        return exchange;
    }

    private static long version(Exchange exchange) {
        return exchange.getProperty(VERSION, 0L, Long.class);
    }

    @Override
    @SuppressWarnings("deprecation") // Camel's interface still asks for it
    public void setRecoveryInterval(long interval, TimeUnit unit) {
        recoveryMillis = unit.toMillis(interval);
    }

    @Override
    public void setRecoveryInterval(long millis) {
        recoveryMillis = millis;
    }

    @Override
    public long getRecoveryInterval() {
        return recoveryMillis;
    }

    @Override
    public void setUseRecovery(boolean recovers) {
        this.recovers = recovers;
    }

    @Override
    public boolean isUseRecovery() {
        return recovers;
    }

    @Override
    public void setDeadLetterUri(@Nullable String uri) {
        deadLetterUri = uri;
    }

    @Override
    public @Nullable String getDeadLetterUri() {
        return deadLetterUri;
    }

    @Override
    public void setMaximumRedeliveries(int times) {
        maximumRedeliveries = times;
    }

    @Override
    public int getMaximumRedeliveries() {
        return maximumRedeliveries;
    }
}
