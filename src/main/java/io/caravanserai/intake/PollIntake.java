package io.caravanserai.intake;

import io.caravanserai.config.Settings;
import io.caravanserai.deadletter.DeadLetterStore;
import io.caravanserai.deadletter.SecretMask;
import io.caravanserai.event.Ids;
import io.caravanserai.event.InboundMessage;
import io.caravanserai.store.Database;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Iterator;
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
    private static final Duration CLAIM = Duration.ofMinutes(5);
    private static final Duration PAUSE_WHEN_NOT_ALLOWED = Duration.ofMinutes(5);
    private static final int MAX_CALLS_PER_TICK = 1000;

    private final PollSettings settings = new PollSettings();
    private @Nullable Database database;
    private @Nullable DeadLetterStore deadLetters;
    private @Nullable CarrierApi api;
    private @Nullable PollTargets targets;
    private @Nullable RateBudget budget;
    private Duration interval = Duration.ofMinutes(30);
    private @Nullable String trouble;

    public PollSettings getSettings() {
        return settings;
    }

    public void setDatabase(Database database) {
        this.database = database;
    }

    public void setDeadLetters(DeadLetterStore deadLetters) {
        this.deadLetters = deadLetters;
    }

    /**
     * Called by Camel when all settings are there.
     *
     * @throws IllegalArgumentException when a setting cannot be used; a missing secret is logged at the first tick
     */
    public void start() {
        targets = new PollTargets(
                Objects.requireNonNull(database, "carrier-poll-source: bean hubDatabase is missing"),
                settings.carrier(),
                Clock.systemUTC());
        budget = TokenBucket.of(settings.rate());
        interval = Settings.parseDuration(settings.interval());
        // an address that cannot be asked is found before the secret is part of it
        URI.create(settings.template().urlFor(List.of("0"), new ApiTemplate.Values("", "", "0")));
    }

    /** The body becomes the calls to make now, each a list of tracking numbers. */
    public void due(Exchange exchange) {
        exchange.getMessage().setBody(ready() ? new Calls() : List.of().iterator());
    }

    /** The body becomes the answer as a list of one inbound message, or null when there is none. */
    public void ask(Exchange exchange) throws InterruptedException {
        List<String> numbers = numbers(exchange);
        String id = Ids.next(System.currentTimeMillis());
        ApiAnswer answer = required(api).ask(numbers, id);
        if (answer instanceof ApiAnswer.Body body) {
            exchange.setProperty(NUMBERS, numbers);
            exchange.getMessage().setBody(List.of(message(id, numbers, body)));
            report(null);
            return;
        }
        exchange.getMessage().setBody(null);
        if (answer instanceof ApiAnswer.Throttled throttled) {
            required(budget).pause(throttled.pause());
            required(targets).giveBack(numbers);
            report("the carrier asked for a pause of " + throttled.pause());
        } else if (answer instanceof ApiAnswer.NotAllowed notAllowed) {
            required(budget).pause(PAUSE_WHEN_NOT_ALLOWED);
            required(targets).giveBack(numbers);
            report(notAllowed.reason());
        } else if (answer instanceof ApiAnswer.Failed failed) {
            required(targets).failed(numbers, Duration.ofMinutes(1));
            report(failed.reason());
        }
    }

    /** The answer is durable. */
    public void polled(Exchange exchange) {
        @SuppressWarnings("unchecked")
        List<String> numbers = exchange.getProperty(NUMBERS, List.class);
        required(targets).polled(numbers, interval);
    }

    private boolean ready() {
        if (api != null) {
            return true;
        }
        try {
            SecretMask mask = required(deadLetters).secrets();
            api = settings.api(Clock.systemUTC(), mask::add);
            return true;
        } catch (SecretRef.MissingSecret missing) {
            report(missing.getMessage());
            return false;
        }
    }

    private InboundMessage message(String id, List<String> numbers, ApiAnswer.Body answer) {
        URI uri = URI.create(settings.template().urlFor(numbers, new ApiTemplate.Values("", "", "")));
        String asked = uri.getHost() + uri.getPath() + " for " + String.join(",", numbers);
        return new InboundMessage(
                InboundMessage.VERSION,
                id,
                settings.carrier(),
                numbers.size() == 1 ? numbers.get(0) : id,
                Instant.now().toString(),
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

    /** Numbers that are due, one list per call, until there are none or the budget is used up. */
    private final class Calls implements Iterator<List<String>> {
        private int made;
        private boolean ended;
        private List<String> next = List.of();

        @Override
        public boolean hasNext() {
            if (next.isEmpty() && !ended && made++ < MAX_CALLS_PER_TICK) {
                List<String> numbers = required(targets).take(settings.batch(), CLAIM);
                // a call is taken from the budget only when there is something to ask
                if (!numbers.isEmpty() && required(budget).tryTake()) {
                    next = numbers;
                } else if (!numbers.isEmpty()) {
                    required(targets).giveBack(numbers);
                }
            }
            // the split asks again after the end: that must not claim anything
            ended = next.isEmpty();
            return !next.isEmpty();
        }

        @Override
        public List<String> next() {
            List<String> call = next;
            next = List.of();
            return call;
        }
    }
}
