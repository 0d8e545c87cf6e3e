package io.caravanserai.http;

import io.caravanserai.config.HubConfig;
import io.caravanserai.tls.ServerCertificate;
import io.caravanserai.tls.ServerCertificate.Unusable;
import io.vertx.core.Vertx;
import io.vertx.core.http.ClientAuth;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.net.KeyCertOptions;
import io.vertx.core.net.SSLOptions;
import io.vertx.core.net.TrustOptions;
import java.security.GeneralSecurityException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * TLS of one listener. The files are read again and again: what they hold twice in a row and can be used is shown to new
 * connections, those that are open go on; what cannot be used changes nothing.
 */
public final class ServerTls {
    private static final Logger LOG = LoggerFactory.getLogger(ServerTls.class);
    /** Those of TLS 1.3, and of TLS 1.2 those with forward secrecy and authenticated encryption (RFC 9325). */
    private static final List<String> CIPHERS = List.of(
            "TLS_AES_256_GCM_SHA384",
            "TLS_AES_128_GCM_SHA256",
            "TLS_CHACHA20_POLY1305_SHA256",
            "TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384",
            "TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384",
            "TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256",
            "TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256",
            "TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305_SHA256",
            "TLS_ECDHE_RSA_WITH_CHACHA20_POLY1305_SHA256");

    private static final Set<String> PROTOCOLS = Set.of("TLSv1.3", "TLSv1.2");
    /** Time enough to renew a certificate by hand. */
    private static final Duration EXPIRES_SOON = Duration.ofDays(14);

    private static final Duration EVERY = Duration.ofSeconds(2);

    private final ServerCertificate.Source files;
    private final Clock clock;
    private final HttpServerOptions options;
    private ServerCertificate shown;
    private String taken;
    private String seen;
    private String refused = "";
    private boolean toldAge;

    private ServerTls(ServerCertificate.Source files, Duration handshakeTimeout, Clock clock) {
        this.files = files;
        this.clock = clock;
        this.taken = files.content();
        this.seen = taken;
        try {
            this.shown = ServerCertificate.read(files, clock.instant());
            this.options = plain();
            options.setSsl(true)
                    .setSslHandshakeTimeout(handshakeTimeout.toMillis())
                    .setSslHandshakeTimeoutUnit(TimeUnit.MILLISECONDS)
                    .setEnabledSecureTransportProtocols(PROTOCOLS)
                    .setClientAuth(files.clientAuthority().isPresent() ? ClientAuth.REQUEST : ClientAuth.NONE);
            CIPHERS.forEach(options::addEnabledCipherSuite);
            material(options.getSslOptions(), shown);
        } catch (Unusable | GeneralSecurityException e) {
            throw new IllegalArgumentException(e.getMessage(), e);
        }
    }

    /** Who is told how it stands with a listener's certificate, each time that changes or lasts. */
    public interface Watcher {
        /**
         * @param listener what its settings begin with, such as {@code hub.http.tls}
         * @param words what is wrong and what goes on meanwhile
         */
        void trouble(String listener, String words);

        void fine(String listener);
    }

    /**
     * The TLS of a listener; empty when it is to speak none.
     *
     * @param name what the settings begin with
     * @throws IllegalArgumentException naming the file that cannot be used
     */
    public static Optional<ServerTls> of(
            String name, Optional<HubConfig.Tls> config, Duration handshakeTimeout, Clock clock) {
        return config.map(tls -> new ServerTls(
                new ServerCertificate.Source(name, tls.certificate(), tls.key(), tls.clientCa()),
                handshakeTimeout,
                clock));
    }

    /** What a listener begins with. */
    static HttpServerOptions options(Optional<ServerTls> tls) {
        return tls.map(of -> of.options).orElseGet(ServerTls::plain);
    }

    /** A stream of HTTP/2 could be slow behind a connection that is not; a proxy in front may still speak it. */
    private static HttpServerOptions plain() {
        return new HttpServerOptions().setHttp2ClearTextEnabled(false).setUseAlpn(false);
    }

    private static void material(SSLOptions ssl, ServerCertificate certificate) throws GeneralSecurityException {
        ssl.setKeyCertOptions(KeyCertOptions.wrap(certificate.keys()));
        if (!certificate.clientAuthorities().isEmpty()) {
            ssl.setTrustOptions(TrustOptions.wrap(certificate.clients()));
        }
    }

    /** Looks at the files every so often until Vert.x ends. */
    void watch(Vertx vertx, HttpServer server, Watcher watcher) {
        vertx.setPeriodic(
                EVERY.toMillis(),
                look -> vertx.executeBlocking(() -> {
                    look(server, watcher);
                    return true;
                }));
    }

    /** One look; what changed since the last one may be half written and waits for the next. */
    synchronized void look(HttpServer server, Watcher watcher) {
        String content = files.content();
        boolean settled = content.equals(seen);
        seen = content;
        if (settled && content.equals(taken)) {
            if (!refused.isEmpty()) {
                refused = "";
                watcher.fine(files.name());
            }
            tellAge(watcher);
        } else if (settled && !content.equals(refused)) {
            takeUp(content, server, watcher);
        }
    }

    private void takeUp(String content, HttpServer server, Watcher watcher) {
        try {
            ServerCertificate next = ServerCertificate.read(files, clock.instant());
            SSLOptions ssl = new SSLOptions(options.getSslOptions());
            material(ssl, next);
            server.updateSSLOptions(ssl, true)
                    .toCompletionStage()
                    .toCompletableFuture()
                    .join();
            shown = next;
            taken = content;
            refused = "";
            toldAge = false;
            LOG.info("certificate is taken up listener={} certificate={} until={}", files.name(), next, next.until());
            watcher.fine(files.name());
        } catch (Unusable | GeneralSecurityException | RuntimeException e) {
            refused = content;
            watcher.trouble(
                    files.name(),
                    e.getMessage() + "; the certificate from before is shown, which expires at " + shown.until()
                            + ". Put files there that can be used: they are taken up within seconds.");
        }
    }

    private void tellAge(Watcher watcher) {
        if (!toldAge && clock.instant().plus(EXPIRES_SOON).isAfter(shown.until())) {
            toldAge = true;
            watcher.trouble(
                    files.name(),
                    files.name() + ".certificate " + files.certificate() + " expires at " + shown.until()
                            + ": put a new one and its key there, they are taken up within seconds.");
        }
    }
}
