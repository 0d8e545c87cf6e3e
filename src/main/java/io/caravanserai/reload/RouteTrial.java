package io.caravanserai.reload;

import io.caravanserai.intake.ClosedWebhooks;
import io.caravanserai.intake.IntakeBeans;
import java.util.ArrayList;
import java.util.List;
import org.apache.camel.CamelContext;
import org.apache.camel.Processor;
import org.apache.camel.component.kafka.KafkaComponent;
import org.apache.camel.component.kamelet.KameletComponent;
import org.apache.camel.component.platform.http.PlatformHttpComponent;
import org.apache.camel.component.platform.http.PlatformHttpEndpoint;
import org.apache.camel.component.platform.http.spi.PlatformHttpConsumer;
import org.apache.camel.component.quartz.QuartzComponent;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.spi.PropertiesSource;
import org.apache.camel.spi.Registry;
import org.apache.camel.support.DefaultConsumer;
import org.apache.camel.support.DefaultRegistry;
import org.jspecify.annotations.Nullable;

/**
 * Builds the routes of a file in a context of their own, with the hub's settings and beans, and starts none: what is
 * wrong with them is known while what they are to replace still runs.
 */
final class RouteTrial {
    private final CamelContext live;

    RouteTrial(CamelContext live) {
        this.live = live;
    }

    /**
     * @return what each file would put into the hub, in the order of the files
     * @throws Refused at the first file that cannot be loaded
     */
    List<Loaded> of(List<RouteText> files) throws Refused {
        CamelContext scratch = new DefaultCamelContext(new BorrowedBeans(live.getRegistry()));
        try {
            prepare(scratch);
            CamelRoutes routes = new CamelRoutes(scratch);
            List<Loaded> loaded = new ArrayList<>();
            for (RouteText file : files) {
                try {
                    loaded.add(routes.load(file));
                } catch (Exception e) {
                    throw new Refused(file, e);
                }
            }
            return loaded;
        } finally {
            scratch.stop();
        }
    }

    /** Why a file cannot be loaded. */
    static final class Refused extends Exception {
        private static final long serialVersionUID = 1L;

        private final transient RouteText file;

        Refused(RouteText file, Exception cause) {
            super(Reasons.deepest(cause), cause);
            this.file = file;
        }

        RouteText file() {
            return file;
        }
    }

    private void prepare(CamelContext scratch) {
        scratch.setAutoStartup(false);
        scratch.setStreamCaching(false);
        scratch.getRegistry().bind(IntakeBeans.CLOSED_WEBHOOKS, new ClosedWebhooks());
        // the hub's own would be stopped with the trial
        IntakeBeans.bindComponents(scratch.getRegistry());
        scratch.getPropertiesComponent().addPropertiesSource(new PropertiesSource() {
            @Override
            public String getName() {
                return "hub";
            }

            @Override
            public @Nullable String getProperty(String name) {
                return live.getPropertiesComponent().resolveProperty(name).orElse(null);
            }
        });
        scratch.getComponent("kamelet", KameletComponent.class)
                .setLocation(
                        live.getComponent("kamelet", KameletComponent.class).getLocation());
        kafka(scratch);
        scratch.getComponent("platform-http", PlatformHttpComponent.class).setEngine(NothingServed::new);
        scratch.getComponent("quartz", QuartzComponent.class).setAutoStartScheduler(false);
        scratch.start();
    }

    /** With the hub's own factory a producer of the trial is a share in one that is there. */
    private void kafka(CamelContext scratch) {
        KafkaComponent running = live.getComponent("kafka", KafkaComponent.class);
        KafkaComponent kafka = new KafkaComponent(scratch);
        kafka.setConfiguration(running.getConfiguration());
        kafka.setKafkaClientFactory(running.getKafkaClientFactory());
        kafka.setKafkaManualCommitFactory(running.getKafkaManualCommitFactory());
        scratch.addComponent("kafka", kafka);
    }

    /** The beans of the file itself first, then the hub's. */
    private static final class BorrowedBeans extends DefaultRegistry {
        private final Registry hub;

        BorrowedBeans(Registry hub) {
            this.hub = hub;
        }

        @Override
        public @Nullable Object lookupByName(String name) {
            Object own = super.lookupByName(name);
            return own != null ? own : hub.lookupByName(name);
        }

        @Override
        public <T> @Nullable T lookupByNameAndType(String name, Class<T> type) {
            T own = super.lookupByNameAndType(name, type);
            return own != null ? own : hub.lookupByNameAndType(name, type);
        }
    }

    /** Stands where a route would listen to the public port. */
    private static final class NothingServed extends DefaultConsumer implements PlatformHttpConsumer {
        NothingServed(PlatformHttpEndpoint endpoint, Processor processor) {
            super(endpoint, processor);
        }

        @Override
        public PlatformHttpEndpoint getEndpoint() {
            return (PlatformHttpEndpoint) super.getEndpoint();
        }
    }
}
