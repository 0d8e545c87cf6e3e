package io.caravanserai.intake;

import io.caravanserai.budget.CallBudget;
import io.caravanserai.event.Ids;
import io.caravanserai.event.InboundMessage;
import io.caravanserai.harmonize.Harmonizer;
import io.caravanserai.store.Database;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.apache.camel.Exchange;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The steps of the Kamelet {@code carrier-poll-source}: {@link #due} gives the calls the account's budget allows now,
 * {@link #ask} makes one, {@link #polled} notes that its answer is durable.
 */
public final class PollIntake {
    private static final Logger LOG = LoggerFactory.getLogger(PollIntake.class);
    private static final String NUMBERS = "hubNumbers";
    private static final Duration PAUSE_WHEN_NOT_ALLOWED = Duration.ofMinutes(5);

    private final PollSettings settings = new PollSettings();
    private @Nullable Database database;
    private @Nullable Harmonizer harmonizer;
    private @Nullable PolledApi api;
    private @Nullable PollTargets targets;
    private @Nullable CallBudget budget;
    private Instant notAllowedUntil = Instant.EPOCH;
    private @Nullable String trouble;

    public PollSettings getSettings() {
        return settings;
    }

    public void setDatabase(Database database) {
        this.database = database;
    }

    /** Reads the bodies that come with an HTTP error. */
    public void setHarmonizer(Harmonizer harmonizer) {
        this.harmonizer = harmonizer;
    }

    /**
     * Called by Camel when all settings are there.
     *
     * @throws IllegalArgumentException when a setting cannot be used; a missing secret is logged at the first tick
     */
    public void start() {
        settings.check();
        Database store = Objects.requireNonNull(database, "carrier-poll-source: bean hubDatabase is missing");
        targets = settings.targets(store, store.clock());
        budget = settings.budget(store, store.clock());
    }

    /** The body becomes the calls to make now, each a list of tracking numbers. */
    public void due(Exchange exchange) {
        exchange.getMessage()
                .setBody(
                        ready()
                                ? new PollCalls(required(targets), required(budget), settings.batch(), this::allowed)
                                : List.of().iterator());
    }

    /** The body becomes the answer as a list of one inbound message, or null when there is none. */
    public void ask(Exchange exchange) throws InterruptedException {
        List<String> numbers = numbers(exchange);
        String id = Ids.next(clock().millis());
        ApiAnswer answer = meant(required(api).ask(numbers, id), numbers, id);
        exchange.getMessage().setBody(null);
        if (answer instanceof ApiAnswer.Body body) {
            report(null);
            if (body.refused() && numbers.size() > 1) {
                required(targets).askAlone(numbers);
                return;
            }
            exchange.setProperty(NUMBERS, numbers);
            exchange.getMessage().setBody(List.of(message(id, numbers, body)));
        } else if (answer instanceof ApiAnswer.Throttled throttled) {
            String reason = "the carrier asked for a pause of " + throttled.pause();
            required(budget).pause(throttled.pause(), reason);
            required(targets).giveBack(numbers);
            report(reason);
        } else if (answer instanceof ApiAnswer.NotAllowed notAllowed) {
            // another node may have the right credentials: only this one waits
            notAllowedUntil = clock().instant().plus(PAUSE_WHEN_NOT_ALLOWED);
            required(targets).giveBack(numbers);
            required(api).logInAgain();
            report(notAllowed.reason());
        } else if (answer instanceof ApiAnswer.Postponed) {
            required(targets).giveBack(numbers);
        } else if (answer instanceof ApiAnswer.Failed failed) {
            required(targets).failed(numbers);
            report(failed.reason());
        }
    }

    private ApiAnswer meant(ApiAnswer answer, List<String> numbers, String id) {
        return answer instanceof ApiAnswer.Body body && body.otherwise() != null
                ? ErrorMeaning.of(body, body.otherwise(), required(harmonizer).harmonize(message(id, numbers, body)))
                : answer;
    }

    /** The answer is durable. */
    public void polled(Exchange exchange) {
        @SuppressWarnings("unchecked")
        List<String> numbers = exchange.getProperty(NUMBERS, List.class);
        required(targets).polled(numbers);
    }

    private Clock clock() {
        return required(database).clock();
    }

    private boolean allowed() {
        return !clock().instant().isBefore(notAllowedUntil);
    }

    private boolean ready() {
        if (api != null) {
            return true;
        }
        try {
            api = settings.api(clock(), () -> required(budget).call());
            return true;
        } catch (SecretRef.MissingSecret missing) {
            report(missing.getMessage());
            return false;
        }
    }

    private InboundMessage message(String id, List<String> numbers, ApiAnswer.Body answer) {
        URI uri = URI.create(settings.template().urlFor(numbers, ApiTemplate.Values.none("")));
        String asked = uri.getHost() + uri.getPath() + " for " + String.join(",", numbers);
        return new InboundMessage(
                InboundMessage.VERSION,
                id,
                settings.carrier(),
                numbers.size() == 1 ? numbers.get(0) : id,
                clock().instant().toString(),
                new InboundMessage.Source("poll", asked, 0, 0),
                answer.contentType(),
                answer.bytes());
    }

    /** Once per cause, and once when it works again. */
    private void report(@Nullable String now) {
        if (!Objects.equals(now, trouble)) {
            if (now == null) {
                LOG.info("carrier's API answers again carrier={}", settings.carrier());
            } else {
                LOG.warn("carrier's API gives no answer carrier={} reason={}", settings.carrier(), now);
            }
            trouble = now;
        }
    }

    @SuppressWarnings("unchecked")
    private static List<String> numbers(Exchange exchange) {
        return exchange.getMessage().getBody(List.class);
    }

    private static <T> T required(@Nullable T part) {
        return Objects.requireNonNull(part, "carrier-poll-source is not started");
    }
}
