package io.caravanserai.intake;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * A carrier that knows a parcel by an id of its own: a first call finds the id of a tracking number, the question is
 * about the id. Ids are kept for a while, so that most questions are one call, and so that a question for which the
 * budget had only half is finished when it has more.
 */
final class IdLookup implements PolledApi {
    private static final int MOST_KEPT = 20_000;

    private final CarrierApi finder;
    private final CarrierApi api;
    private final Settings settings;
    private final BooleanSupplier mayCall;
    private final Clock clock;
    private final Map<String, Found> known = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Found> eldest) {
            return size() > MOST_KEPT;
        }
    };

    private record Found(String id, Instant until) {}

    /**
     * @param path where the id is in the answer of the first call, as for {@link KeyScanner}
     * @param life how long an id is kept
     */
    record Settings(String url, String path, Duration life) {
        Settings {
            if (path.isBlank()) {
                throw new IllegalArgumentException(
                        "lookupUrl needs the parameter lookupPath: where the id is in the answer");
            }
            KeyScanner.of(format(path), path);
        }

        /**
         * The id, or null when there is none in this answer.
         *
         * @throws BadInput when the answer cannot be read
         */
        @Nullable
        String id(byte[] answer) throws BadInput {
            return KeyScanner.of(format(path), path).scan(answer);
        }

        private static String format(String path) {
            return path.startsWith("/") ? "json" : "xml";
        }
    }

    /**
     * @param api asks about ids
     * @param finder the same carrier, asked for the id of a number
     * @param mayCall takes one more call from the account's budget
     */
    IdLookup(CarrierApi api, CarrierApi finder, Settings settings, BooleanSupplier mayCall, Clock clock) {
        this.api = api;
        this.finder = finder;
        this.settings = settings;
        this.mayCall = mayCall;
        this.clock = clock;
    }

    /** Answers about one number: with more, an answer would not say which id is whose. */
    @Override
    public ApiAnswer ask(List<String> numbers, String id) throws InterruptedException {
        String number = numbers.get(0);
        String parcel = kept(number);
        if (parcel == null) {
            ApiAnswer found = finder.ask(numbers, id);
            if (!(found instanceof ApiAnswer.Body body) || body.refused()) {
                return found;
            }
            try {
                parcel = settings.id(body.bytes());
            } catch (BadInput e) {
                return new ApiAnswer.Failed("the look-up of the parcel's id: " + e.getMessage());
            }
            if (parcel == null) {
                return found;
            }
            known.put(number, new Found(parcel, clock.instant().plus(settings.life())));
            if (!mayCall.getAsBoolean()) {
                return new ApiAnswer.Postponed();
            }
        }
        ApiAnswer answer = api.ask(List.of(parcel), id);
        if (answer instanceof ApiAnswer.Body body && body.refused()) {
            known.remove(number);
        }
        return answer;
    }

    private @Nullable String kept(String number) {
        Found found = known.get(number);
        return found == null || clock.instant().isAfter(found.until()) ? null : found.id();
    }

    @Override
    public void logInAgain() {
        api.logInAgain();
    }
}
