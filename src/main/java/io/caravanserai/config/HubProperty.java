package io.caravanserai.config;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Every setting of the hub with its default and meaning; config/hub.properties.example is held to this list. */
public enum HubProperty {
    NODE("hub.node", "hub-1", "Name of this node; each node of a cluster needs its own, the same after a restart."),
    HTTP_PORT("hub.http.port", "8080", "Port of the public HTTP server: API, carrier webhooks, /track."),
    HTTP_HOST("hub.http.host", "0.0.0.0", "Address the public HTTP server binds to."),
    HTTP_MAX_BODY(
            "hub.http.max-body", "10MiB", "Largest request body the public HTTP server accepts; more answers 413."),
    HTTP_WORKERS("hub.http.workers", "64", "Threads that work on HTTP requests at the same time."),
    HTTP_READ_TIMEOUT(
            "hub.http.read-timeout",
            "10s",
            "How long a caller may take to send the head of a request, and then its body, where each 50 KB give another second; more answers 408 or closes the connection."),
    HTTP_ANSWER_TIMEOUT(
            "hub.http.answer-timeout",
            "4500ms",
            "When a carrier's call is answered 503 that could not be kept until then; carriers give up after five seconds."),
    HTTP_MAX_CONNECTIONS(
            "hub.http.max-connections",
            "10000",
            "Connections to the public HTTP server at the same time; more are closed at once."),
    HTTP_TRUSTED_PROXIES(
            "hub.http.trusted-proxies",
            null,
            "Networks of the reverse proxies before the public HTTP server, such as 10.0.0.0/8,::1, whose X-Forwarded-For is believed; without it nobody's is."),
    HTTP_TLS_CERTIFICATE(
            "hub.http.tls.certificate",
            null,
            "PEM file with the certificate of the public HTTP server, the leaf first; with it the server speaks TLS alone. Taken up anew when it changes."),
    HTTP_TLS_KEY("hub.http.tls.key", null, "PEM file with the key of that certificate, as PKCS #8."),
    HTTP_TLS_CLIENT_CA(
            "hub.http.tls.client-ca",
            null,
            "PEM file with who signs certificates of carriers that show one (verification: certificate); without it none is asked for."),
    HTTP_FAILURE_RATE(
            "hub.http.failure-rate",
            "20",
            "Calls a second without a good key or token that one address may make, twice as many in a burst; more answer 429."),
    PUBLIC_URL(
            "hub.public-url",
            null,
            "Where customers reach the public HTTP server, for links; without it localhost with its port."),
    MANAGEMENT_PORT("hub.management.port", "8081", "Port of the management server: console, /admin, health, metrics."),
    MANAGEMENT_HOST("hub.management.host", "127.0.0.1", "Address the management server binds to; keep it private."),
    MANAGEMENT_TLS_CERTIFICATE(
            "hub.management.tls.certificate",
            null,
            "PEM file with the certificate of the management server; with it the server speaks TLS alone. Taken up anew when it changes."),
    MANAGEMENT_TLS_KEY("hub.management.tls.key", null, "PEM file with the key of that certificate, as PKCS #8."),
    SFTP_ENABLED("hub.sftp.enabled", "true", "Whether the built-in sFTP mailbox runs."),
    SFTP_PORT("hub.sftp.port", "2222", "Port of the built-in sFTP mailbox."),
    SFTP_HOST("hub.sftp.host", "0.0.0.0", "Address the built-in sFTP mailbox binds to."),
    SFTP_PASSWORD_LOGIN(
            "hub.sftp.password-login",
            "false",
            "Whether partners whose mailbox has a password may log in with it; keys always may."),
    SFTP_QUOTA(
            "hub.sftp.quota", "1GiB", "Most bytes that lie in a partner's mailbox, unless it has a quota of its own."),
    SFTP_SESSIONS("hub.sftp.sessions", "8", "Most sessions of one mailbox at a time, unless it has its own limit."),
    SFTP_RATE("hub.sftp.rate", "100", "Files a second that may be uploaded to one mailbox; more are made to wait."),
    SFTP_RETENTION(
            "hub.sftp.retention",
            "30d",
            "How long files are kept that were taken from mailboxes, and those that were never finished."),
    DATA_DIR("hub.data.dir", "data", "Folder of the embedded store, the embedded broker, keys and spool files."),
    ROUTES_DIR("hub.routes.dir", "routes", "Folder of the routes that integrators edit."),
    MAPPINGS_DIR("hub.mappings.dir", "edi-mappings", "Folder of mappings and code tables that integrators edit."),
    RELOAD(
            "hub.reload",
            "true",
            "Whether routes and mappings that are edited take effect at once; else by POST /admin/reload."),
    DB_URL("hub.db.url", null, "JDBC URL of a PostgreSQL database; without it a SQLite file under the data folder."),
    DB_USER("hub.db.user", null, "User of the PostgreSQL database."),
    DB_PASSWORD("hub.db.password", null, "Password of the PostgreSQL database; better given by environment."),
    DB_POOL("hub.db.pool", "16", "Database connections kept for readers (SQLite) or for all work (PostgreSQL)."),
    KAFKA_BROKERS(
            "hub.kafka.brokers", null, "Brokers of a Kafka cluster (host:port,...); without it an embedded broker."),
    KAFKA_PORT(
            "hub.kafka.port",
            "19092",
            "Loopback port of the embedded broker; its controller takes another that is free."),
    KAFKA_FLUSH(
            "hub.kafka.flush",
            "always",
            "always: the embedded broker flushes before it acknowledges and survives a power cut; os: page cache, survives kill -9."),
    KAFKA_TOPIC_PREFIX("hub.kafka.topic-prefix", "", "Put before every topic name, for a cluster shared with others."),
    KAFKA_PARTITIONS(
            "hub.kafka.partitions",
            null,
            "Partitions of a topic when the hub creates it; 4 on the embedded broker, where each costs an fsync, 12 on a cluster."),
    KAFKA_REPLICATION(
            "hub.kafka.replication",
            null,
            "Replicas of a topic when the hub creates it on a cluster; without it 3, or as many as there are brokers. With 3 a message is acknowledged once 2 have it."),
    KAFKA_RETENTION(
            "hub.kafka.retention",
            "30d",
            "How long topics keep messages; raw carrier messages can be replayed that long."),
    KAFKA_COMPRESSION(
            "hub.kafka.compression",
            "producer",
            "How a topic keeps messages when the hub creates it: producer (as they are sent: files by LZ4, the rest as it is), lz4, zstd, snappy, gzip or uncompressed."),
    KAFKA_CLIENT_FILE(
            "hub.kafka.client-file",
            null,
            "Properties file with Kafka's own client settings for TLS and login (security.protocol, sasl.*, ssl.*), as kafka-topics.sh takes it by --command-config."),
    LOG_FORMAT(
            "hub.log.format",
            "text",
            "text: the log is lines for people; json: one JSON object a line, with the names of the Elastic Common Schema."),
    TRACING_ENDPOINT(
            "hub.tracing.endpoint",
            null,
            "OpenTelemetry collector that traces are sent to (OTLP by HTTP), such as http://localhost:4318; without it there are none."),
    TRACING_RATIO(
            "hub.tracing.ratio",
            "1",
            "Share of shipment events that are traced, 0 to 1; an event is traced on all of its way or not at all."),
    ADMIN_TOKEN(
            "hub.admin.token",
            null,
            "Bearer token for /admin and operators of the console; without it one is made at first start in data/admin-token."),
    ADMIN_VIEWER_TOKEN(
            "hub.admin.viewer-token",
            null,
            "Token of those who may see everything in the console and by GET under /admin, and change nothing; without it nobody is let in that way."),
    CONSOLE_SESSION(
            "hub.console.session",
            "12h",
            "How long somebody stays logged in to the console; who does nothing there for an hour is logged out before."),
    API_RATE(
            "hub.api.rate",
            "200",
            "Calls of the customer API an account may make per second, twice as many in a burst."),
    TRACK_MODE(
            "hub.track.mode",
            "auto",
            "What POST /track takes: auto (queries and events, told apart by their keys), shipments or events."),
    TRACK_MAX_BODY("hub.track.max-body", "1MiB", "Largest body of events; more answers 413."),
    TRACK_DEBUG("hub.track.debug", "false", "Whether answers name the stored events to callers that ask for it."),
    LABEL_FONTS_DIR(
            "hub.label.fonts-dir",
            null,
            "Folder of further fonts for labels; without it those of the machine. Most scripts need none."),
    LABEL_CACHE_SIZE(
            "hub.label.cache-size", "64MiB", "Memory for labels that were drawn or converted, to give them again."),
    LABEL_CACHE_AGE("hub.label.cache-age", "1h", "After which time a label is drawn or converted anew."),
    LABEL_SYNC_TIMEOUT(
            "hub.label.sync-timeout",
            "15s",
            "How long POST /shipment_with_labels_documents waits for the label before it answers 202."),
    LABEL_LINK_AGE("hub.label.link-age", "7d", "How long a link to a label is good."),
    LABEL_SELF_CHECK(
            "hub.label.self-check",
            "always",
            "Which labels of the hub's own have their barcodes read back before they are made: always, never, 1/20 (one of twenty)."),
    SANDBOX("hub.sandbox", "false", "Whether the sandbox carrier is open without authentication; for tests only."),
    SANDBOX_LABEL_PORT(
            "hub.sandbox.label-port", "0", "Loopback port of the sandbox carrier's label API; 0 for any that is free."),
    SANDBOX_LABEL_RATE(
            "hub.sandbox.label-rate", "50", "Label calls the sandbox carrier answers per second; more get 429."),
    SANDBOX_LABEL_TIMEOUTS(
            "hub.sandbox.label-timeouts", "0", "Percent of sandbox labels that are sold but never answered."),
    SANDBOX_LABEL_ERRORS(
            "hub.sandbox.label-errors", "0", "Percent of sandbox label purchases answered by 500, half of them sold."),
    SANDBOX_LABEL_RESETS(
            "hub.sandbox.label-resets",
            "0",
            "Percent of sandbox label purchases whose connection breaks, half of them sold."),
    WEBHOOK_RETRY_SCHEDULE(
            "hub.webhook.retry-schedule",
            "5s,30s,2m,10m,30m,1h,3h,6h,12h,12h,12h,12h,12h",
            "Waits between attempts of a webhook delivery; after the last it is a dead letter."),
    WEBHOOK_TIMEOUT("hub.webhook.timeout", "15s", "How long a customer's endpoint may take to answer."),
    WEBHOOK_RETRY_AFTER_CAP(
            "hub.webhook.retry-after-cap",
            "24h",
            "The longest wait that an endpoint may ask for by Retry-After; a longer one is taken as this."),
    WEBHOOK_DISABLE_AFTER(
            "hub.webhook.disable-after",
            "5d",
            "An endpoint whose every attempt failed for so long is called no more until it is enabled again; 0s to call it for ever."),
    WEBHOOK_ALLOW_PRIVATE(
            "hub.webhook.allow-private",
            "false",
            "Whether webhooks may go to loopback and private addresses; for development."),
    WEBHOOK_MAX_IN_FLIGHT(
            "hub.webhook.max-in-flight",
            "16",
            "Deliveries in flight to one endpoint, each until its result is durable, unless its subscription says otherwise."),
    WEBHOOK_MAX_BODY(
            "hub.webhook.max-body",
            "256KiB",
            "Largest body of a webhook with labels; with more, links to the labels are sent in their place."),
    LABEL_BATCH_DEADLINE(
            "hub.label.batch-deadline",
            "1h",
            "How long a batch of labels waits for all of them, unless its request says otherwise."),
    EVENT_RETENTION(
            "hub.event.retention",
            "400d",
            "How long tracking events are kept, on PostgreSQL to the end of a month; 0s for ever, else no shorter than hub.kafka.retention."),
    SHIPMENT_RETENTION(
            "hub.shipment.retention",
            "400d",
            "How long a shipment is kept with its labels after its last change or event; 0s for ever."),
    BEHAVIOUR_RETENTION(
            "hub.behaviour.retention",
            "400d",
            "How long events of visitors are kept, and sessions and profiles without events after they were last seen; 0s for ever."),
    DEAD_LETTER_RETENTION("hub.dead-letter.retention", "90d", "How long dead letters are kept."),
    ALERT_RETENTION("hub.alert.retention", "90d", "How long alerts are listed that are over."),
    FILE_LOG_RETENTION(
            "hub.file-log.retention",
            "90d",
            "How long the hub knows which files it took; one that is still on a carrier's server then is taken again."),
    INTERCHANGE_LOG_RETENTION(
            "hub.interchange-log.retention",
            "365d",
            "How long the hub knows the control numbers of EDI interchanges it took, to set aside duplicates."),
    FILE_AUDIT_RETENTION(
            "hub.file-audit.retention",
            "365d",
            "How long the hub knows what became of each file it took or sent, with its checksum."),
    FILE_COPY_RETENTION(
            "hub.file-copy.retention",
            "30d",
            "How long the hub's own copies of files are kept (keepCopies of a route)."),
    FILE_COPY_MAX_SIZE(
            "hub.file-copy.max-size",
            "20GiB",
            "Room for all own copies of files, as they are packed; the oldest days go first."),
    CODEC_MAX_SIZE(
            "hub.codec.max-size",
            "2GiB",
            "How large a packed or encrypted file may become in all when it is unpacked; on disk, not in memory."),
    CODEC_MAX_RATIO(
            "hub.codec.max-ratio", "200", "How many times its packed size a file of more than 1 MiB may become."),
    CODEC_MAX_ENTRIES("hub.codec.max-entries", "10000", "Most entries of a zip file."),
    AUDIT_RETENTION(
            "hub.audit.retention",
            "365d",
            "How long the hub knows who did what as an administrator (GET /admin/audit)."),
    FIGURE_RETENTION(
            "hub.figure.retention", "8d", "How long the figures of the console's charts are kept, those of an hour."),
    IDEMPOTENCY_RETENTION(
            "hub.idempotency.retention", "7d", "How long the answer to a request with an Idempotency-Key is kept."),
    DELIVERY_RETENTION(
            "hub.delivery.retention",
            "7d",
            "How long webhooks are kept that were delivered or cancelled, with their attempts, and what was told of labels; they can be replayed that long."),
    EDI_FILE_RETENTION(
            "hub.edi-file.retention",
            "90d",
            "How long files are kept that were sent to partners, and what they acknowledged."),
    ARCHIVE_DIR(
            "hub.archive.dir",
            null,
            "Folder to which the hub writes what it forgets, before it does; without it that is gone."),
    HOUSEKEEPING_SCHEDULE(
            "hub.housekeeping.schedule",
            "0 17 * * * ?",
            "When what was kept long enough is forgotten, as a Quartz cron expression: seventeen past every hour."),
    FX_FETCH(
            "hub.fx.fetch",
            "true",
            "Whether the hub fetches exchange rates; without, those in the data folder are used."),
    FX_URL(
            "hub.fx.url",
            "https://www.ecb.europa.eu/stats/eurofxref/eurofxref-daily.xml",
            "Where the daily exchange rates are, in the form of the European Central Bank's eurofxref-daily.xml."),
    FX_SCHEDULE(
            "hub.fx.schedule",
            "0 12 * * * ?",
            "When exchange rates are fetched, as a Quartz cron expression in the time of Brussels: twelve past every hour."),
    FX_MAX_AGE(
            "hub.fx.max-age",
            "7d",
            "How old exchange rates may be when values are converted; older ones refuse the request."),
    SHUTDOWN_TIMEOUT("hub.shutdown.timeout", "10s", "How long in-flight work may take to finish after SIGTERM.");

    private final String key;
    private final @Nullable String defaultValue;
    private final String meaning;

    HubProperty(String key, @Nullable String defaultValue, String meaning) {
        this.key = key;
        this.defaultValue = defaultValue;
        this.meaning = meaning;
    }

    public String key() {
        return key;
    }

    public Optional<String> defaultValue() {
        return Optional.ofNullable(defaultValue);
    }

    /** One sentence for the example file and the README. */
    public String meaning() {
        return meaning;
    }
}
