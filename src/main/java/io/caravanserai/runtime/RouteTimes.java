package io.caravanserai.runtime;

import io.caravanserai.routeview.RouteBook;
import io.caravanserai.routeview.RouteStats;
import io.caravanserai.routeview.Timing;
import io.caravanserai.secret.SecretMask;
import java.time.Clock;
import org.apache.camel.AsyncCallback;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.NamedNode;
import org.apache.camel.Processor;
import org.apache.camel.Route;
import org.apache.camel.model.ProcessorDefinition;
import org.apache.camel.model.ProcessorDefinitionHelper;
import org.apache.camel.spi.InterceptStrategy;
import org.apache.camel.spi.RoutePolicy;
import org.apache.camel.spi.RoutePolicyFactory;
import org.apache.camel.support.RoutePolicySupport;
import org.apache.camel.support.processor.DelegateAsyncProcessor;
import org.jspecify.annotations.Nullable;

/** Measures every route and every step of it that has no steps within, for {@link RouteBook}. */
final class RouteTimes implements InterceptStrategy, RoutePolicyFactory {
    private static final int LONGEST_REASON = 500;
    private static final String TAKEN_AT = "HubRouteTakenAt";

    private final RouteBook book;
    private final Clock clock;

    private RouteTimes(RouteBook book, Clock clock) {
        this.book = book;
        this.clock = clock;
    }

    /** For all routes that this context gets from now on. */
    static void on(CamelContext context, RouteBook book, Clock clock) {
        RouteTimes times = new RouteTimes(book, clock);
        context.getCamelContextExtension().addInterceptStrategy(times);
        context.addRoutePolicyFactory(times);
    }

    @Override
    public Processor wrapProcessorInInterceptors(
            CamelContext context, NamedNode definition, Processor target, @Nullable Processor nextTarget) {
        boolean hasSteps = definition instanceof ProcessorDefinition<?> step
                && !step.getOutputs().isEmpty();
        String route = definition.getId() == null ? null : routeOf(definition);
        return hasSteps || route == null
                ? target
                : new Timed(target, book.of(route).step(definition.getId(), words(definition)));
    }

    private static @Nullable String routeOf(NamedNode node) {
        return node instanceof ProcessorDefinition<?> step ? ProcessorDefinitionHelper.getRouteId(step) : null;
    }

    /** Such as {@code to kamelet:carrier-inbound-sink}; without parameters, which may be secret. */
    private static String words(NamedNode step) {
        String label = String.valueOf(step.getLabel())
                .replaceFirst("^" + step.getShortName() + "\\[", "")
                .replaceFirst("\\?.*$", "")
                .replaceFirst("]$", "")
                .replaceFirst("^ref:", "")
                .replaceFirst("^\\{\\{(\\w+)}}$", "$1")
                .replaceFirst("^(kamelet):(//)?", "$1:");
        return label.startsWith(step.getShortName()) ? label : step.getShortName() + " " + label;
    }

    @Override
    public RoutePolicy createRoutePolicy(CamelContext context, String routeId, NamedNode route) {
        return new Counted(book.of(routeId));
    }

    private static final class Timed extends DelegateAsyncProcessor {
        private final Timing timing;

        Timed(Processor step, Timing timing) {
            super(step);
            this.timing = timing;
        }

        @Override
        public boolean process(Exchange exchange, AsyncCallback next) {
            long start = System.nanoTime();
            return super.process(exchange, here -> {
                timing.add(System.nanoTime() - start);
                next.done(here);
            });
        }
    }

    private final class Counted extends RoutePolicySupport {
        private final RouteStats stats;

        Counted(RouteStats stats) {
            this.stats = stats;
        }

        @Override
        public void onRemove(Route route) {
            book.closed(route.getRouteId());
        }

        @Override
        public void onExchangeBegin(Route route, Exchange exchange) {
            stats.begun();
            exchange.setProperty(property(route), System.nanoTime());
        }

        @Override
        public void onExchangeDone(Route route, Exchange exchange) {
            if (exchange.removeProperty(property(route)) instanceof Long start) {
                long took = System.nanoTime() - start;
                Throwable failure = failure(exchange);
                if (failure == null) {
                    stats.done(took, clock.millis());
                } else {
                    stats.failed(took, clock.millis(), reason(failure));
                }
            }
        }

        private static String property(Route route) {
            return TAKEN_AT + route.getRouteId();
        }

        private static @Nullable Throwable failure(Exchange exchange) {
            return exchange.getException() != null
                    ? exchange.getException()
                    : exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Throwable.class);
        }

        private static String reason(Throwable failure) {
            String words = failure.getMessage() == null ? failure.getClass().getSimpleName() : failure.getMessage();
            String masked = SecretMask.ofProcess().mask(words);
            return masked.substring(0, Math.min(LONGEST_REASON, masked.length()));
        }
    }
}
