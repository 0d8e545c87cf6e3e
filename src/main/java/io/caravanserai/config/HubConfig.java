package io.caravanserai.config;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** The hub's settings, typed and checked once at start. */
public record HubConfig(
        String node,
        Http http,
        Sftp sftp,
        Path dataDir,
        Path routesDir,
        Path mappingsDir,
        boolean reload,
        Store store,
        KafkaSettings kafka,
        Tracing tracing,
        Webhook webhook,
        Duration labelBatchDeadline,
        Optional<String> adminToken,
        Optional<String> viewerToken,
        Duration consoleSession,
        int apiRate,
        Track track,
        Optional<Path> labelFontsDir,
        Labels labels,
        String labelSelfCheck,
        boolean sandbox,
        SandboxLabels sandboxLabels,
        Retention retention,
        Files files,
        Duration fxMaxAge,
        Duration shutdownTimeout) {
    public HubConfig {
        Duration raw = kafka.retention();
        retention.events().filter(events -> events.compareTo(raw) < 0).ifPresent(events -> {
            throw new IllegalArgumentException(HubProperty.EVENT_RETENTION.key() + " is " + events.toHours()
                    + "h but must be no shorter than " + HubProperty.KAFKA_RETENTION.key() + " (" + raw.toHours()
                    + "h), else a replay would bring back events that were forgotten as new ones");
        });
    }

    /**
     * @throws IllegalArgumentException naming the first setting whose value cannot be used
     */
    public static HubConfig from(Settings s) {
        return new HubConfig(
                s.get(HubProperty.NODE),
                new Http(
                        s.get(HubProperty.HTTP_HOST),
                        port(s, HubProperty.HTTP_PORT),
                        s.get(HubProperty.MANAGEMENT_HOST),
                        port(s, HubProperty.MANAGEMENT_PORT),
                        s.bytes(HubProperty.HTTP_MAX_BODY),
                        s.integer(HubProperty.HTTP_WORKERS),
                        s.duration(HubProperty.HTTP_READ_TIMEOUT),
                        s.duration(HubProperty.HTTP_ANSWER_TIMEOUT),
                        s.integer(HubProperty.HTTP_MAX_CONNECTIONS),
                        s.find(HubProperty.HTTP_TRUSTED_PROXIES).orElse(""),
                        Tls.of(
                                s,
                                HubProperty.HTTP_TLS_CERTIFICATE,
                                HubProperty.HTTP_TLS_KEY,
                                s.find(HubProperty.HTTP_TLS_CLIENT_CA)),
                        Tls.of(
                                s,
                                HubProperty.MANAGEMENT_TLS_CERTIFICATE,
                                HubProperty.MANAGEMENT_TLS_KEY,
                                Optional.empty()),
                        s.integer(HubProperty.HTTP_FAILURE_RATE)),
                new Sftp(
                        s.flag(HubProperty.SFTP_ENABLED),
                        s.get(HubProperty.SFTP_HOST),
                        port(s, HubProperty.SFTP_PORT),
                        s.flag(HubProperty.SFTP_PASSWORD_LOGIN),
                        s.bytes(HubProperty.SFTP_QUOTA),
                        s.integer(HubProperty.SFTP_SESSIONS),
                        s.integer(HubProperty.SFTP_RATE),
                        s.duration(HubProperty.SFTP_RETENTION)),
                Path.of(s.get(HubProperty.DATA_DIR)),
                Path.of(s.get(HubProperty.ROUTES_DIR)),
                Path.of(s.get(HubProperty.MAPPINGS_DIR)),
                s.flag(HubProperty.RELOAD),
                new Store(
                        s.find(HubProperty.DB_URL),
                        s.find(HubProperty.DB_USER),
                        s.find(HubProperty.DB_PASSWORD),
                        s.integer(HubProperty.DB_POOL)),
                new KafkaSettings(
                        s.find(HubProperty.KAFKA_BROKERS),
                        port(s, HubProperty.KAFKA_PORT),
                        KafkaSettings.Flush.of(s.get(HubProperty.KAFKA_FLUSH)),
                        s.find(HubProperty.KAFKA_TOPIC_PREFIX).orElse(""),
                        partitions(s),
                        s.find(HubProperty.KAFKA_REPLICATION).map(told -> s.integer(HubProperty.KAFKA_REPLICATION)),
                        s.duration(HubProperty.KAFKA_RETENTION),
                        s.get(HubProperty.KAFKA_COMPRESSION),
                        s.find(HubProperty.KAFKA_CLIENT_FILE).map(Path::of)),
                Tracing.of(s),
                new Webhook(
                        s.durations(HubProperty.WEBHOOK_RETRY_SCHEDULE),
                        s.duration(HubProperty.WEBHOOK_TIMEOUT),
                        s.duration(HubProperty.WEBHOOK_RETRY_AFTER_CAP),
                        s.duration(HubProperty.WEBHOOK_DISABLE_AFTER),
                        s.flag(HubProperty.WEBHOOK_ALLOW_PRIVATE),
                        s.integer(HubProperty.WEBHOOK_MAX_IN_FLIGHT),
                        s.bytes(HubProperty.WEBHOOK_MAX_BODY)),
                s.duration(HubProperty.LABEL_BATCH_DEADLINE),
                s.find(HubProperty.ADMIN_TOKEN),
                s.find(HubProperty.ADMIN_VIEWER_TOKEN),
                s.duration(HubProperty.CONSOLE_SESSION),
                s.integer(HubProperty.API_RATE),
                new Track(
                        Track.Mode.of(s.get(HubProperty.TRACK_MODE)),
                        Math.toIntExact(s.bytes(HubProperty.TRACK_MAX_BODY)),
                        s.flag(HubProperty.TRACK_DEBUG)),
                s.find(HubProperty.LABEL_FONTS_DIR).map(Path::of),
                new Labels(
                        s.bytes(HubProperty.LABEL_CACHE_SIZE),
                        s.duration(HubProperty.LABEL_CACHE_AGE),
                        s.duration(HubProperty.LABEL_SYNC_TIMEOUT),
                        s.duration(HubProperty.LABEL_LINK_AGE),
                        s.find(HubProperty.PUBLIC_URL)),
                s.get(HubProperty.LABEL_SELF_CHECK),
                s.flag(HubProperty.SANDBOX),
                new SandboxLabels(
                        port(s, HubProperty.SANDBOX_LABEL_PORT),
                        s.integer(HubProperty.SANDBOX_LABEL_RATE),
                        s.integer(HubProperty.SANDBOX_LABEL_TIMEOUTS),
                        s.integer(HubProperty.SANDBOX_LABEL_ERRORS),
                        s.integer(HubProperty.SANDBOX_LABEL_RESETS)),
                new Retention(
                        lasting(s, HubProperty.EVENT_RETENTION),
                        lasting(s, HubProperty.SHIPMENT_RETENTION),
                        lasting(s, HubProperty.BEHAVIOUR_RETENTION),
                        s.duration(HubProperty.DEAD_LETTER_RETENTION),
                        s.duration(HubProperty.ALERT_RETENTION),
                        s.duration(HubProperty.FILE_LOG_RETENTION),
                        s.duration(HubProperty.INTERCHANGE_LOG_RETENTION),
                        s.duration(HubProperty.AUDIT_RETENTION),
                        s.duration(HubProperty.FIGURE_RETENTION),
                        s.duration(HubProperty.IDEMPOTENCY_RETENTION),
                        s.duration(HubProperty.DELIVERY_RETENTION),
                        s.find(HubProperty.ARCHIVE_DIR).map(Path::of)),
                new Files(
                        s.duration(HubProperty.FILE_AUDIT_RETENTION),
                        s.duration(HubProperty.FILE_COPY_RETENTION),
                        s.bytes(HubProperty.FILE_COPY_MAX_SIZE),
                        s.bytes(HubProperty.CODEC_MAX_SIZE),
                        s.integer(HubProperty.CODEC_MAX_RATIO),
                        s.integer(HubProperty.CODEC_MAX_ENTRIES)),
                s.duration(HubProperty.FX_MAX_AGE),
                s.duration(HubProperty.SHUTDOWN_TIMEOUT));
    }

    private static int port(Settings settings, HubProperty property) {
        int port = settings.integer(property);
        if (port < 0 || port > 65535) {
            throw new IllegalArgumentException(property.key() + " is " + port + " but a port is 0 to 65535");
        }
        return port;
    }

    /** For ever when it is zero. */
    private static Optional<Duration> lasting(Settings settings, HubProperty property) {
        return Optional.of(settings.duration(property)).filter(duration -> !duration.isZero());
    }

    /**
     * The two HTTP servers.
     *
     * @param trustedProxies networks of reverse proxies, as {@code io.caravanserai.http.TrustedProxies} reads them
     * @param failureRate calls a second without a good key or token that one address may make
     */
    public record Http(
            String host,
            int port,
            String managementHost,
            int managementPort,
            long maxBody,
            int workers,
            Duration readTimeout,
            Duration answerTimeout,
            int maxConnections,
            String trustedProxies,
            Optional<Tls> tls,
            Optional<Tls> managementTls,
            int failureRate) {
        public Http {
            if (failureRate < 1) {
                throw new IllegalArgumentException(
                        HubProperty.HTTP_FAILURE_RATE.key() + " is " + failureRate + " but must be at least 1");
            }
        }
    }

    /**
     * Files in PEM that make a listener speak TLS.
     *
     * @param clientCa who signs callers' certificates; without it callers are asked for none
     */
    public record Tls(Path certificate, Path key, Optional<Path> clientCa) {
        static Optional<Tls> of(Settings s, HubProperty certificate, HubProperty key, Optional<String> clientCa) {
            Optional<Path> cert = s.find(certificate).map(Path::of);
            Optional<Path> secret = s.find(key).map(Path::of);
            if (cert.isPresent() != secret.isPresent()) {
                throw new IllegalArgumentException(certificate.key() + " and " + key.key() + " are wanted together");
            }
            if (cert.isEmpty() && clientCa.isPresent()) {
                throw new IllegalArgumentException(
                        HubProperty.HTTP_TLS_CLIENT_CA.key() + " needs " + certificate.key() + " and " + key.key());
            }
            return cert.flatMap(shown -> secret.map(own -> new Tls(shown, own, clientCa.map(Path::of))));
        }
    }

    /**
     * The built-in mailbox.
     *
     * @param quota bytes of one mailbox, unless it has its own
     * @param sessions of one mailbox at a time, unless it has its own limit
     * @param rate uploads a second of one mailbox
     * @param retention of files that were taken
     */
    public record Sftp(
            boolean enabled,
            String host,
            int port,
            boolean passwordLogin,
            long quota,
            int sessions,
            int rate,
            Duration retention) {
        public Sftp {
            if (quota < 1 || sessions < 1 || rate < 1) {
                throw new IllegalArgumentException(
                        "hub.sftp.quota, hub.sftp.sessions and hub.sftp.rate have to be at least 1");
            }
        }
    }

    /** The database; SQLite when there is no URL. */
    public record Store(Optional<String> url, Optional<String> user, Optional<String> password, int pool) {}

    /** One machine reads with one thread a stage, a cluster with several nodes. */
    private static int partitions(Settings settings) {
        if (settings.find(HubProperty.KAFKA_PARTITIONS).isPresent()) {
            return settings.integer(HubProperty.KAFKA_PARTITIONS);
        }
        return settings.find(HubProperty.KAFKA_BROKERS).isPresent() ? 12 : 4;
    }

    /**
     * How {@code /track} is served.
     *
     * @param maxBody bytes of a body of events
     * @param debug whether an answer may name the events that were kept
     */
    public record Track(Mode mode, int maxBody, boolean debug) {
        /** What becomes of it must fit into a message of Kafka. */
        private static final int MOST = 4 << 20;

        public Track {
            if (maxBody < 1 || maxBody > MOST) {
                throw new IllegalArgumentException(HubProperty.TRACK_MAX_BODY.key() + " must be from 1 byte to 4 MiB");
            }
        }

        /** Which of the two that share the path are served. */
        public enum Mode {
            /** Both, told apart by their keys. */
            AUTO,
            SHIPMENTS,
            EVENTS;

            static Mode of(String text) {
                return switch (text) {
                    case "auto" -> AUTO;
                    case "shipments" -> SHIPMENTS;
                    case "events" -> EVENTS;
                    default ->
                        throw new IllegalArgumentException(HubProperty.TRACK_MODE.key() + " is '" + text
                                + "' but must be auto, shipments or events");
                };
            }
        }
    }

    /**
     * Labels as customers get them.
     *
     * @param publicUrl where links lead; without it to this machine
     */
    public record Labels(
            long cacheSize, Duration cacheAge, Duration syncTimeout, Duration linkAge, Optional<String> publicUrl) {
        public Labels {
            publicUrl = publicUrl.map(url -> url.replaceAll("/+$", ""));
            publicUrl
                    .filter(url -> !url.matches("https?://[^/?#\\s]+[^?#\\s]*"))
                    .ifPresent(url -> {
                        throw new IllegalArgumentException(HubProperty.PUBLIC_URL.key() + " is '" + url
                                + "' but must be like https://hub.example.com");
                    });
        }
    }

    /** The sandbox carrier's label API: calls per second, and percentages of purchases that go wrong. */
    public record SandboxLabels(int port, int rate, int timeouts, int errors, int resets) {
        public SandboxLabels {
            if (rate < 1) {
                throw new IllegalArgumentException(HubProperty.SANDBOX_LABEL_RATE.key() + " is " + rate
                        + " but the sandbox must answer at least one call per second");
            }
            if (timeouts < 0 || errors < 0 || resets < 0 || timeouts + errors + resets > 100) {
                throw new IllegalArgumentException(
                        "hub.sandbox.label-timeouts, -errors and -resets are percentages, at most 100 together");
            }
        }
    }

    /**
     * How long the store keeps what is not needed for ever.
     *
     * @param events tracking events; for ever without, and so the next two
     * @param archive where it goes then
     */
    public record Retention(
            Optional<Duration> events,
            Optional<Duration> shipments,
            Optional<Duration> behaviour,
            Duration deadLetters,
            Duration alerts,
            Duration fileLog,
            Duration interchangeLog,
            Duration audit,
            Duration figures,
            Duration idempotency,
            Duration deliveries,
            Optional<Path> archive) {}

    /**
     * Files that go between partners and the hub.
     *
     * @param maxCopies bytes of all own copies together
     * @param maxUnpacked bytes of all that one packed file holds
     * @param maxRatio how many times its packed size a file may become
     * @param maxEntries entries of a zip file
     */
    public record Files(
            Duration auditRetention,
            Duration copyRetention,
            long maxCopies,
            long maxUnpacked,
            int maxRatio,
            int maxEntries) {}

    /**
     * Where traces go.
     *
     * @param endpoint of a collector, without the path of OTLP; nothing is traced without
     * @param ratio share of events that are traced
     */
    public record Tracing(Optional<String> endpoint, double ratio) {
        static Tracing of(Settings s) {
            String ratio = s.get(HubProperty.TRACING_RATIO);
            if (!ratio.matches("0(\\.\\d+)?|1(\\.0+)?")) {
                throw new IllegalArgumentException(
                        HubProperty.TRACING_RATIO.key() + " is '" + ratio + "' but must be 0 to 1, such as 0.05");
            }
            Optional<String> endpoint =
                    s.find(HubProperty.TRACING_ENDPOINT).map(url -> url.replaceAll("(/v1/traces)?/*$", ""));
            endpoint.filter(url -> !url.matches("https?://[^/?#\\s]+[^?#\\s]*")).ifPresent(url -> {
                throw new IllegalArgumentException(HubProperty.TRACING_ENDPOINT.key() + " is '" + url
                        + "' but must be like http://localhost:4318");
            });
            return new Tracing(endpoint, Double.parseDouble(ratio));
        }
    }

    /** Webhooks to customers. */
    public record Webhook(
            List<Duration> retrySchedule,
            Duration timeout,
            Duration retryAfterCap,
            Duration disableAfter,
            boolean allowPrivate,
            int maxInFlight,
            long maxBody) {}
}
