package io.caravanserai.kafka;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import org.apache.camel.component.kafka.DefaultKafkaClientFactory;
import org.apache.kafka.clients.producer.Producer;
import org.jspecify.annotations.Nullable;

/**
 * Gives every route that sends with the same settings the same producer: fifty carriers then share requests, and each
 * request carries more records. A producer lives until the last route that uses it has stopped.
 */
public final class SharedProducers extends DefaultKafkaClientFactory {
    private final Map<Properties, Shared> producers = new HashMap<>();

    @Override
    public Producer<?, ?> getProducer(Properties settings) {
        synchronized (producers) {
            Shared shared = producers.computeIfAbsent(settings, key -> new Shared(super.getProducer(key)));
            shared.users++;
            return (Producer<?, ?>) Proxy.newProxyInstance(
                    Producer.class.getClassLoader(), new Class<?>[] {Producer.class}, new Lease(settings, shared));
        }
    }

    private void release(Properties settings, Shared shared) {
        synchronized (producers) {
            shared.users--;
            if (shared.users > 0) {
                return;
            }
            producers.remove(settings);
        }
        shared.producer.close();
    }

    private static final class Shared {
        private final Producer<?, ?> producer;
        private int users;

        Shared(Producer<?, ?> producer) {
            this.producer = producer;
        }
    }

    /** One route's hold on a producer: closing it releases the hold, all else goes to the producer. */
    private final class Lease implements InvocationHandler {
        private final Properties settings;
        private final Shared shared;
        private boolean closed;

        Lease(Properties settings, Shared shared) {
            this.settings = settings;
            this.shared = shared;
        }

        @Override
        public @Nullable Object invoke(Object proxy, Method method, Object @Nullable [] arguments) throws Throwable {
            if (method.getName().equals("close")) {
                if (!closed) {
                    closed = true;
                    release(settings, shared);
                }
                return null;
            }
            try {
                return method.invoke(shared.producer, arguments);
            } catch (InvocationTargetException e) {
                throw e.getCause();
            }
        }
    }
}
