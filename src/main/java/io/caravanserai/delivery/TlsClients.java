package io.caravanserai.delivery;

import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.net.KeyCertOptions;
import io.vertx.core.net.TrustOptions;
import java.security.GeneralSecurityException;
import java.time.Clock;
import java.time.Duration;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.TrustManagerFactory;

/**
 * HTTP clients for endpoints with certificates of their own, since such a client shows one certificate to all. They are
 * shared by equal certificates; of those without open calls few are kept, and none for long.
 */
final class TlsClients implements AutoCloseable {
    private static final int MOST_IDLE = 64;
    private static final Duration LONGEST_IDLE = Duration.ofMinutes(10);

    private final GuardedHttp http;
    private final Clock clock;
    /** The least recently used first; guarded by this. */
    private final Map<TlsOptions, Lease> leases = new LinkedHashMap<>(16, 0.75f, true);

    TlsClients(GuardedHttp http, Clock clock) {
        this.http = http;
        this.clock = clock;
    }

    /** A client that is not closed before it is given back as often as it was lent. */
    final class Lease {
        private final HttpClient client;
        private int calls;
        private long usedAt;

        private Lease(HttpClient client) {
            this.client = client;
        }

        HttpClient client() {
            return client;
        }

        void giveBack() {
            synchronized (TlsClients.this) {
                calls--;
                usedAt = clock.millis();
            }
        }
    }

    /**
     * @throws IllegalArgumentException when certificate or key cannot be used
     */
    synchronized Lease lease(TlsOptions tls) {
        closeIdle();
        Lease lease = leases.get(tls);
        if (lease == null) {
            lease = new Lease(http.client(options(tls)));
            leases.put(tls, lease);
        }
        lease.calls++;
        return lease;
    }

    private HttpClientOptions options(TlsOptions tls) {
        HttpClientOptions options = http.options();
        try {
            KeyManagerFactory keys = tls.keys();
            if (keys != null) {
                options.setKeyCertOptions(KeyCertOptions.wrap(keys));
            }
            TrustManagerFactory trust = tls.trust();
            if (trust != null) {
                options.setTrustOptions(TrustOptions.wrap(trust));
            }
            return options;
        } catch (GeneralSecurityException e) {
            throw new IllegalArgumentException("tls: the certificate cannot be used: " + e.getMessage(), e);
        }
    }

    private void closeIdle() {
        long before = clock.millis() - LONGEST_IDLE.toMillis();
        int excess = leases.size() - MOST_IDLE;
        for (Iterator<Lease> each = leases.values().iterator(); each.hasNext(); ) {
            Lease lease = each.next();
            if (lease.calls == 0 && (excess > 0 || lease.usedAt < before)) {
                var unused = lease.client.close();
                each.remove();
                excess--;
            }
        }
    }

    @Override
    public synchronized void close() {
        leases.values().forEach(lease -> lease.client
                .close()
                .toCompletionStage()
                .toCompletableFuture()
                .join());
        leases.clear();
    }
}
