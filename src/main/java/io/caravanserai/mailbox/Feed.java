package io.caravanserai.mailbox;

import io.caravanserai.mailbox.ArrivedFiles.Arrived;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Takes the files of one mailbox, one after the other, as they arrive. */
final class Feed implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Feed.class);

    /** When files that failed are looked at again. */
    private static final long LOOK_MILLIS = 1_000;

    private static final long LAST_FILE_MILLIS = 10_000;

    private final String mailbox;
    private final Arrivals arrivals;
    private final FileTaker taker;
    private final BlockingQueue<Boolean> news = new ArrayBlockingQueue<>(1);
    private final Thread thread;
    private volatile boolean open = true;

    Feed(String mailbox, Arrivals arrivals, FileTaker taker) {
        this.mailbox = mailbox;
        this.arrivals = arrivals;
        this.taker = taker;
        this.thread = new Thread(this::run, "hub-mailbox-" + mailbox);
        thread.setDaemon(true);
    }

    String mailbox() {
        return mailbox;
    }

    void start() {
        thread.start();
    }

    /** There is a file more. */
    void wake() {
        news.offer(true);
    }

    private void run() {
        while (open) {
            try {
                if (!takeAll()) {
                    news.poll(LOOK_MILLIS, TimeUnit.MILLISECONDS);
                }
            } catch (InterruptedException e) {
                return;
            } catch (RuntimeException | Error e) {
                // the store is away, or memory was short: what waits is still there
                LOG.error("files of the mailbox are not taken for now mailbox={}", mailbox, e);
                pause();
            }
        }
    }

    private void pause() {
        try {
            Thread.sleep(LOOK_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Whether one was taken: then there may be more. */
    private boolean takeAll() {
        List<Arrived> due = arrivals.due(mailbox);
        boolean any = false;
        for (Arrived file : due) {
            any |= open && arrivals.take(file, taker);
        }
        return any;
    }

    /** Returns when the file that is being taken, if any, is done. */
    @Override
    public void close() throws InterruptedException {
        open = false;
        wake();
        thread.join(LAST_FILE_MILLIS);
        arrivals.closed(this);
    }
}
