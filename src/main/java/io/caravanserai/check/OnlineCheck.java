package io.caravanserai.check;

import io.caravanserai.check.Verdict.Status;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** Looks at all partners at once, each with its own time limit: one that hangs delays no other. */
public final class OnlineCheck {
    /** A look is name, connection and login, each of which may take the limit. */
    private static final int WAITS = 3;

    private final Duration limit;
    private final Progress progress;

    /** Told how far the check is. */
    @FunctionalInterface
    public interface Progress {
        /** Called from several threads. */
        void done(int looks, int all);
    }

    /** @param limit for each wait */
    public OnlineCheck(Duration limit, Progress progress) {
        this.limit = limit;
        this.progress = progress;
    }

    private record Look(Partner partner, Probe probe) {
        Verdict verdict(Status status, String message) {
            return new Verdict(status, partner.place(), partner.route(), probe.target(), message);
        }
    }

    /** The verdicts in the order of the partners. */
    public List<Verdict> run(List<Partner> partners) {
        List<Look> looks = partners.stream()
                .flatMap(partner -> Probe.of(partner).stream().map(probe -> new Look(partner, probe)))
                .toList();
        AtomicInteger done = new AtomicInteger();
        ExecutorService threads = Executors.newCachedThreadPool(OnlineCheck::daemon);
        try {
            List<CompletableFuture<Verdict>> verdicts = new ArrayList<>();
            for (Look look : looks) {
                Verdict late = look.verdict(
                        Status.FAILED,
                        "no answer within " + limit.multipliedBy(WAITS).toSeconds() + " s");
                verdicts.add(CompletableFuture.supplyAsync(() -> verdict(look), threads)
                        .completeOnTimeout(late, limit.multipliedBy(WAITS).toMillis(), TimeUnit.MILLISECONDS)
                        .whenComplete((verdict, failure) -> progress.done(done.incrementAndGet(), looks.size())));
            }
            return verdicts.stream().map(CompletableFuture::join).toList();
        } finally {
            threads.shutdownNow();
        }
    }

    private static Thread daemon(Runnable work) {
        Thread thread = new Thread(work, "online-check");
        thread.setDaemon(true);
        return thread;
    }

    private Verdict verdict(Look look) {
        try {
            return look.verdict(Status.OK, look.probe().look(limit));
        } catch (Probe.Failed e) {
            return look.verdict(isOptional(look) ? Status.CLOSED : Status.FAILED, String.valueOf(e.getMessage()));
        }
    }

    /** A webhook of a carrier nobody uses waits for its secret and is closed until then. */
    private static boolean isOptional(Look look) {
        return look.probe() instanceof Probe.SecretProbe
                && look.partner().value("host").isEmpty()
                && look.partner().value("url").isEmpty();
    }
}
