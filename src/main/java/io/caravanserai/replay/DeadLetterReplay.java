package io.caravanserai.replay;

import io.caravanserai.deadletter.DeadLetterSource;
import io.caravanserai.deadletter.DeadLetterStore;
import io.caravanserai.harmonize.Harmonized;
import io.caravanserai.harmonize.Harmonizer;
import java.util.List;

/** Sends the dead letters of a range on their way again that the mapping can read now. */
final class DeadLetterReplay {
    private static final String STAGE = "harmonize";
    private static final int PAGE = 100;

    private final DeadLetterStore letters;
    private final Harmonizer harmonizer;

    DeadLetterReplay(DeadLetterStore letters, Harmonizer harmonizer) {
        this.letters = letters;
        this.harmonizer = harmonizer;
    }

    void run(ReplayRequest request, ReplayReport report) throws Exception {
        DeadLetterSource.Cursor after = null;
        List<DeadLetterSource.Summary> page;
        do {
            page = letters.list(new DeadLetterSource.Page(PAGE, request.carrier(), null, after));
            for (DeadLetterSource.Summary letter : page) {
                after = new DeadLetterSource.Cursor(letter.lastAt(), letter.id());
                if (isAskedFor(letter, request) && isReadable(letter.id())) {
                    report.deadLetters(1);
                    if (!request.dryRun()) {
                        letters.replay(letter.id());
                    }
                }
            }
        } while (page.size() == PAGE);
    }

    private static boolean isAskedFor(DeadLetterSource.Summary letter, ReplayRequest request) {
        return letter.stage().equals(STAGE)
                && letter.lastAt() >= request.from().toEpochMilli()
                && letter.firstAt() < request.to().toEpochMilli();
    }

    private boolean isReadable(String id) {
        return letters.message(id)
                .map(harmonizer::harmonize)
                .filter(result -> result.faults().isEmpty())
                .map(Harmonized::events)
                .filter(events -> !events.isEmpty())
                .isPresent();
    }
}
