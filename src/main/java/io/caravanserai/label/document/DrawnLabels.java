package io.caravanserai.label.document;

import com.github.benmanes.caffeine.cache.AsyncCache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.caravanserai.label.model.LabelSize;
import io.caravanserai.label.render.LabelFormat;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.cache.CaffeineCacheMetrics;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;

/**
 * Labels that were drawn a while ago. One thread a processor draws, so that however many callers there are, pages being
 * drawn take no more memory. What failed is not kept.
 */
public final class DrawnLabels implements AutoCloseable {
    private final AsyncCache<Key, Drawn> cache;
    private final ExecutorService drawers;

    /** What is drawn once: the label of a parcel in a format and size. */
    record Key(String workId, String parcelId, LabelFormat format, LabelSize size) {}

    /**
     * @param bytes that all files may take together
     * @param age after which a file is drawn anew
     * @param metrics gets {@code cache_gets_total{cache="labels"}}, hits and misses
     */
    public DrawnLabels(long bytes, Duration age, MeterRegistry metrics) {
        this.cache = Caffeine.newBuilder()
                .maximumWeight(bytes)
                .weigher((Key key, Drawn file) -> file.weight())
                .expireAfterWrite(age)
                .recordStats()
                .buildAsync();
        CaffeineCacheMetrics.monitor(metrics, cache, "labels");
        this.drawers = Executors.newFixedThreadPool(Runtime.getRuntime().availableProcessors(), work -> {
            Thread thread = new Thread(work, "hub-label-draw");
            thread.setDaemon(true);
            return thread;
        });
    }

    /** The file, drawn now unless it is there or being drawn. */
    CompletableFuture<Drawn> get(Key key, Callable<Drawn> drawing) {
        return cache.get(key, (wanted, pool) -> CompletableFuture.supplyAsync(() -> call(drawing), drawers));
    }

    private static Drawn call(Callable<Drawn> drawing) {
        try {
            return drawing.call();
        } catch (Exception e) {
            throw new CompletionException(e);
        }
    }

    /** Draws what was asked for before; whoever asks later is told by {@link RejectedExecutionException}. */
    @Override
    public void close() {
        drawers.shutdown();
    }
}
