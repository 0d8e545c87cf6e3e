package io.caravanserai.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Pins names and defaults: partners, scripts and container files rely on them. */
class HubConfigTest {
    @Test
    void everyPropertyHasItsNameAndDefault() {
        assertThat(Arrays.stream(HubProperty.values())
                        .map(property ->
                                property.key() + "=" + property.defaultValue().orElse("<none>")))
                .containsExactly(
                        "hub.node=hub-1",
                        "hub.http.port=8080",
                        "hub.http.host=0.0.0.0",
                        "hub.http.max-body=10MiB",
                        "hub.http.workers=64",
                        "hub.http.read-timeout=10s",
                        "hub.http.answer-timeout=4500ms",
                        "hub.http.max-connections=10000",
                        "hub.http.trusted-proxies=<none>",
                        "hub.http.tls.certificate=<none>",
                        "hub.http.tls.key=<none>",
                        "hub.http.tls.client-ca=<none>",
                        "hub.http.failure-rate=20",
                        "hub.public-url=<none>",
                        "hub.management.port=8081",
                        "hub.management.host=127.0.0.1",
                        "hub.management.tls.certificate=<none>",
                        "hub.management.tls.key=<none>",
                        "hub.sftp.enabled=true",
                        "hub.sftp.port=2222",
                        "hub.sftp.host=0.0.0.0",
                        "hub.sftp.password-login=false",
                        "hub.sftp.quota=1GiB",
                        "hub.sftp.sessions=8",
                        "hub.sftp.rate=100",
                        "hub.sftp.retention=30d",
                        "hub.data.dir=data",
                        "hub.routes.dir=routes",
                        "hub.mappings.dir=edi-mappings",
                        "hub.reload=true",
                        "hub.db.url=<none>",
                        "hub.db.user=<none>",
                        "hub.db.password=<none>",
                        "hub.db.pool=16",
                        "hub.kafka.brokers=<none>",
                        "hub.kafka.port=19092",
                        "hub.kafka.flush=always",
                        "hub.kafka.topic-prefix=",
                        "hub.kafka.partitions=<none>",
                        "hub.kafka.replication=<none>",
                        "hub.kafka.retention=30d",
                        "hub.kafka.compression=producer",
                        "hub.kafka.client-file=<none>",
                        "hub.log.format=text",
                        "hub.tracing.endpoint=<none>",
                        "hub.tracing.ratio=1",
                        "hub.admin.token=<none>",
                        "hub.admin.viewer-token=<none>",
                        "hub.console.session=12h",
                        "hub.api.rate=200",
                        "hub.track.mode=auto",
                        "hub.track.max-body=1MiB",
                        "hub.track.debug=false",
                        "hub.label.fonts-dir=<none>",
                        "hub.label.cache-size=64MiB",
                        "hub.label.cache-age=1h",
                        "hub.label.sync-timeout=15s",
                        "hub.label.link-age=7d",
                        "hub.label.self-check=always",
                        "hub.sandbox=false",
                        "hub.sandbox.label-port=0",
                        "hub.sandbox.label-rate=50",
                        "hub.sandbox.label-timeouts=0",
                        "hub.sandbox.label-errors=0",
                        "hub.sandbox.label-resets=0",
                        "hub.webhook.retry-schedule=5s,30s,2m,10m,30m,1h,3h,6h,12h,12h,12h,12h,12h",
                        "hub.webhook.timeout=15s",
                        "hub.webhook.retry-after-cap=24h",
                        "hub.webhook.disable-after=5d",
                        "hub.webhook.allow-private=false",
                        "hub.webhook.max-in-flight=16",
                        "hub.webhook.max-body=256KiB",
                        "hub.label.batch-deadline=1h",
                        "hub.event.retention=400d",
                        "hub.shipment.retention=400d",
                        "hub.behaviour.retention=400d",
                        "hub.dead-letter.retention=90d",
                        "hub.alert.retention=90d",
                        "hub.file-log.retention=90d",
                        "hub.interchange-log.retention=365d",
                        "hub.file-audit.retention=365d",
                        "hub.file-copy.retention=30d",
                        "hub.file-copy.max-size=20GiB",
                        "hub.codec.max-size=2GiB",
                        "hub.codec.max-ratio=200",
                        "hub.codec.max-entries=10000",
                        "hub.audit.retention=365d",
                        "hub.figure.retention=8d",
                        "hub.idempotency.retention=7d",
                        "hub.delivery.retention=7d",
                        "hub.edi-file.retention=90d",
                        "hub.archive.dir=<none>",
                        "hub.housekeeping.schedule=0 17 * * * ?",
                        "hub.fx.fetch=true",
                        "hub.fx.url=https://www.ecb.europa.eu/stats/eurofxref/eurofxref-daily.xml",
                        "hub.fx.schedule=0 12 * * * ?",
                        "hub.fx.max-age=7d",
                        "hub.shutdown.timeout=10s");
    }

    @Test
    void everyPropertyHasItsVariableAndItsMeaning() {
        for (HubProperty property : HubProperty.values()) {
            assertThat(Settings.environmentName(property.key())).matches("HUB(_[A-Z]+)+");
            assertThat(property.meaning()).endsWith(".").doesNotContain("\n").hasSizeGreaterThan(20);
        }
    }

    @Test
    void theDefaultsAreThoseOfTheContract() {
        HubConfig config = HubConfig.from(Settings.of(Map.of()));
        assertThat(config.http())
                .isEqualTo(new HubConfig.Http(
                        "0.0.0.0",
                        8080,
                        "127.0.0.1",
                        8081,
                        10 * 1024 * 1024,
                        64,
                        Duration.ofSeconds(10),
                        Duration.ofMillis(4500),
                        10_000,
                        "",
                        Optional.empty(),
                        Optional.empty(),
                        20));
        assertThat(config.sftp())
                .isEqualTo(new HubConfig.Sftp(true, "0.0.0.0", 2222, false, 1L << 30, 8, 100, Duration.ofDays(30)));
        assertThat(config.dataDir()).isEqualTo(Path.of("data"));
        assertThat(config.routesDir()).isEqualTo(Path.of("routes"));
        assertThat(config.mappingsDir()).isEqualTo(Path.of("edi-mappings"));
        assertThat(config.reload()).isTrue();
        assertThat(config.store())
                .isEqualTo(new HubConfig.Store(Optional.empty(), Optional.empty(), Optional.empty(), 16));
        assertThat(config.kafka())
                .isEqualTo(new KafkaSettings(
                        Optional.empty(),
                        19092,
                        KafkaSettings.Flush.ALWAYS,
                        "",
                        4,
                        Optional.empty(),
                        Duration.ofDays(30),
                        "producer",
                        Optional.empty()));
        assertThat(HubConfig.from(Settings.of(Map.of("hub.kafka.brokers", "k1:9092")))
                        .kafka()
                        .partitions())
                .as("on a cluster")
                .isEqualTo(12);
        assertThat(config.kafka().bootstrap()).isEqualTo("127.0.0.1:19092");
        assertThat(config.tracing()).isEqualTo(new HubConfig.Tracing(Optional.empty(), 1));
        assertThat(config.adminToken()).isEmpty();
        assertThat(config.viewerToken()).isEmpty();
        assertThat(config.consoleSession()).isEqualTo(Duration.ofHours(12));
        assertThat(config.labels())
                .isEqualTo(new HubConfig.Labels(
                        64 << 20, Duration.ofHours(1), Duration.ofSeconds(15), Duration.ofDays(7), Optional.empty()));
        assertThat(config.sandbox()).isFalse();
        assertThat(config.retention())
                .isEqualTo(new HubConfig.Retention(
                        Optional.of(Duration.ofDays(400)),
                        Optional.of(Duration.ofDays(400)),
                        Optional.of(Duration.ofDays(400)),
                        Duration.ofDays(90),
                        Duration.ofDays(90),
                        Duration.ofDays(90),
                        Duration.ofDays(365),
                        Duration.ofDays(365),
                        Duration.ofDays(8),
                        Duration.ofDays(7),
                        Duration.ofDays(7),
                        Optional.empty()));
        assertThat(HubConfig.from(Settings.of(Map.of("hub.event.retention", "0s")))
                        .retention()
                        .events())
                .as("for ever")
                .isEmpty();
        assertThat(config.files())
                .isEqualTo(new HubConfig.Files(
                        Duration.ofDays(365), Duration.ofDays(30), 20L << 30, 2L << 30, 200, 10_000));
        assertThat(config.fxMaxAge()).isEqualTo(Duration.ofDays(7));
        assertThat(config.shutdownTimeout()).isEqualTo(Duration.ofSeconds(10));
    }

    @Test
    void webhooksAreTriedAgainAsTheContractSays() {
        HubConfig.Webhook webhook = HubConfig.from(Settings.of(Map.of())).webhook();
        assertThat(webhook.retrySchedule().subList(0, 9))
                .isEqualTo(List.of(
                        Duration.ofSeconds(5),
                        Duration.ofSeconds(30),
                        Duration.ofMinutes(2),
                        Duration.ofMinutes(10),
                        Duration.ofMinutes(30),
                        Duration.ofHours(1),
                        Duration.ofHours(3),
                        Duration.ofHours(6),
                        Duration.ofHours(12)));
        assertThat(webhook.retrySchedule().stream().reduce(Duration.ZERO, Duration::plus))
                .isBetween(Duration.ofDays(2), Duration.ofDays(3).plusHours(1));
        assertThat(webhook.timeout()).isEqualTo(Duration.ofSeconds(15));
        assertThat(webhook.retryAfterCap()).isEqualTo(Duration.ofHours(24));
        assertThat(webhook.disableAfter()).isEqualTo(Duration.ofDays(5));
        assertThat(webhook.allowPrivate()).isFalse();
        assertThat(webhook.maxInFlight()).isEqualTo(16);
        assertThat(webhook.maxBody()).isEqualTo(256 * 1024);
    }

    @Test
    void aClusterAndItsPrefixAreTaken() {
        KafkaSettings kafka = HubConfig.from(Settings.of(Map.of(
                        "hub.kafka.brokers", "a:9092,b:9092",
                        "hub.kafka.topic-prefix", "eu.",
                        "hub.kafka.flush", "os")))
                .kafka();
        assertThat(kafka.bootstrap()).isEqualTo("a:9092,b:9092");
        assertThat(kafka.topic("tracking.events")).isEqualTo("eu.tracking.events");
        assertThat(kafka.flush()).isEqualTo(KafkaSettings.Flush.OS);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
            hub.http.port | 65536 | hub.http.port is 65536 but a port is 0 to 65535
            hub.management.port | -1 | hub.management.port is -1 but a port is 0 to 65535
            hub.http.tls.certificate | a.pem | hub.http.tls.certificate and hub.http.tls.key are wanted together
            hub.http.tls.client-ca | ca.pem | hub.http.tls.client-ca needs hub.http.tls.certificate and hub.http.tls.key
            hub.management.tls.key | a.pem | hub.management.tls.certificate and hub.management.tls.key are wanted together
            hub.http.failure-rate | 0 | hub.http.failure-rate is 0 but must be at least 1
            hub.kafka.replication | 0 | hub.kafka.replication is 0 but a topic has at least one replica
            hub.kafka.compression | zip | hub.kafka.compression is 'zip' but must be producer, lz4, zstd, snappy, gzip or uncompressed
            hub.tracing.ratio | 2 | hub.tracing.ratio is '2' but must be 0 to 1, such as 0.05
            hub.tracing.endpoint | localhost | hub.tracing.endpoint is 'localhost' but must be like http://localhost:4318
            hub.kafka.flush | never | hub.kafka.flush is 'never' but must be always or os
            hub.http.workers | many | hub.http.workers is 'many' but must be a whole number
            hub.sandbox | maybe | hub.sandbox is 'maybe' but must be true or false
            hub.sandbox.label-rate | 0 | hub.sandbox.label-rate is 0 but the sandbox must answer at least one call per second
            hub.sandbox.label-resets | 101 | hub.sandbox.label-timeouts, -errors and -resets are percentages, at most 100 together
            hub.event.retention | 7d | hub.event.retention is 168h but must be no shorter than hub.kafka.retention (720h), else a replay would bring back events that were forgotten as new ones
            hub.http.max-body | 10 MB | hub.http.max-body is '10 MB' but must be a size such as 64KiB, 10MiB or 1GiB
            hub.webhook.timeout | 15 | hub.webhook.timeout is '15' but must be a duration such as 500ms, 15s, 2m, 1h or 3d
            hub.webhook.retry-schedule | 5s,soon | hub.webhook.retry-schedule is '5s,soon' but must be durations such as 5s,2m,1h
            """)
    void namesTheSettingThatCannotBeUsed(String key, String value, String message) {
        assertThatThrownBy(() -> HubConfig.from(Settings.of(Map.of(key, value))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(message);
    }
}
