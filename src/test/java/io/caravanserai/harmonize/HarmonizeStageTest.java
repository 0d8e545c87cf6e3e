package io.caravanserai.harmonize;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.caravanserai.deadletter.DeadLetterSource;
import io.caravanserai.deadletter.DeadLetterStore;
import io.caravanserai.event.InboundMessage;
import io.caravanserai.event.Json;
import io.caravanserai.secret.SecretMask;
import io.caravanserai.store.OnBothStores;
import io.caravanserai.store.TestStore;
import io.caravanserai.tracing.Traces;
import java.time.Clock;
import java.util.List;
import org.apache.camel.Exchange;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.slf4j.LoggerFactory;

class HarmonizeStageTest {
    private static final String REFUSAL =
            """
            <req:ShipmentTrackingErrorResponse xmlns:req="http://www.dhl.com">
              <Response><Status><ActionStatus>Failure</ActionStatus><Condition><ConditionCode>111</ConditionCode>
              <ConditionData>Password hunter22 of site demo is wrong</ConditionData></Condition></Status></Response>
            </req:ShipmentTrackingErrorResponse>
            """;

    private final ListAppender<ILoggingEvent> log = new ListAppender<>();

    @OnBothStores
    void aRefusalIsKeptAsItCameButNamesNoPasswordInReasonAndLog(TestStore store) {
        // Given a password that the hub asks with, and a carrier that repeats it
        DeadLetterStore letters =
                new DeadLetterStore(store.database(), store.folder(), message -> {}, Clock.systemUTC());
        SecretMask.ofProcess().add("hunter22");
        MappingLibrary library = MappingFolder.load(MappingFolder.REAL);
        HarmonizeStage stage =
                new HarmonizeStage(new Harmonizer(() -> library, Clock.systemUTC()), letters, Traces.off());
        Logger logger = (Logger) LoggerFactory.getLogger(HarmonizeStage.class);
        log.start();
        logger.addAppender(log);

        // When its answer is harmonized
        Exchange batch = batch(REFUSAL);
        stage.process(batch);
        logger.detachAppender(log);

        // Then the dead letter and the log say what the carrier said without the password; the bytes are untouched
        assertThat(batch.getMessage().getBody(List.class).size()).isZero();
        DeadLetterSource.Summary letter =
                letters.list(new DeadLetterSource.Page(9, null, null, null)).get(0);
        assertThat(letter.reason()).isEqualTo("the carrier says: 111 Password *** of site demo is wrong");
        assertThat(log.list)
                .singleElement()
                .asString()
                .contains("Password *** of")
                .doesNotContain("hunter22");
        assertThat(letters.find(letter.id()).orElseThrow().content()).isEqualTo(REFUSAL.getBytes(UTF_8));
    }

    @OnBothStores
    void whatIsNoMessageOfTheHubIsADeadLetter(TestStore store) {
        // Given a record that somebody else wrote to the topic
        DeadLetterStore letters =
                new DeadLetterStore(store.database(), store.folder(), message -> {}, Clock.systemUTC());
        MappingLibrary library = MappingFolder.load(MappingFolder.REAL);
        HarmonizeStage stage =
                new HarmonizeStage(new Harmonizer(() -> library, Clock.systemUTC()), letters, Traces.off());
        Exchange batch = new DefaultExchange(new DefaultCamelContext());
        batch.getMessage().setBody(List.of(record("not ours".getBytes(UTF_8))));

        // When the batch is harmonized
        stage.process(batch);

        // Then the record is kept
        assertThat(letters.list(new DeadLetterSource.Page(9, null, null, null)))
                .singleElement()
                .satisfies(letter -> assertThat(letter.reason()).startsWith("not an inbound message of the hub"));
    }

    private static Exchange batch(String body) {
        InboundMessage message = new InboundMessage(
                InboundMessage.VERSION,
                "id",
                "dhl_express",
                "key",
                "2026-11-21T10:00:00Z",
                new InboundMessage.Source("poll", "demo", 0, 0),
                "text/xml",
                body.getBytes(UTF_8));
        Exchange batch = new DefaultExchange(new DefaultCamelContext());
        batch.getMessage().setBody(List.of(record(Json.bytes(message))));
        return batch;
    }

    private static Exchange record(byte[] value) {
        Exchange record = new DefaultExchange(new DefaultCamelContext());
        record.getMessage().setBody(value);
        return record;
    }
}
