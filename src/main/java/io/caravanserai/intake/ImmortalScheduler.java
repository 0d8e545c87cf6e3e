package io.caravanserai.intake;

import org.apache.camel.Consumer;
import org.apache.camel.component.file.GenericFileEndpoint;
import org.apache.camel.support.DefaultScheduledPollConsumerScheduler;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Polls at a fixed delay and goes on whatever a poll throws. Camel's own scheduler ends for good, and silently, when a
 * poll throws an Error such as OutOfMemoryError; files that poll had marked as in progress would be skipped as well.
 */
public final class ImmortalScheduler extends DefaultScheduledPollConsumerScheduler {
    private static final Logger LOG = LoggerFactory.getLogger(ImmortalScheduler.class);

    private @Nullable Consumer consumer;

    @Override
    public void onInit(Consumer consumer) {
        this.consumer = consumer;
        super.onInit(consumer);
    }

    @Override
    public void scheduleTask(Runnable task) {
        super.scheduleTask(() -> survive(task));
    }

    private void survive(Runnable task) {
        try {
            if (!(consumer instanceof WatchedSftpConsumer polled) || polled.due()) {
                task.run();
            }
        } catch (Throwable e) {
            LOG.error("poll ended by an error, the next one comes as scheduled endpoint={}", name(), e);
            forgetFilesInProgress();
        }
    }

    /** The poll that failed was the only one, so nothing is in progress any more. */
    private void forgetFilesInProgress() {
        if (consumer != null && consumer.getEndpoint() instanceof GenericFileEndpoint<?> files) {
            files.getInProgressRepository().clear();
        }
    }

    private String name() {
        return consumer == null ? "" : consumer.getEndpoint().toString();
    }
}
