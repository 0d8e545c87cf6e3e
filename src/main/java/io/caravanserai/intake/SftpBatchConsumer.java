package io.caravanserai.intake;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.stream.Stream;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.component.file.GenericFile;
import org.apache.camel.component.file.GenericFileOnCompletion;
import org.apache.camel.component.file.GenericFileOperationFailedException;
import org.apache.camel.component.file.GenericFileProcessStrategy;
import org.apache.camel.component.file.remote.SftpRemoteFile;
import org.apache.camel.spi.Synchronization;
import org.jspecify.annotations.Nullable;

/**
 * Polls a folder as Camel does and takes its small files many at a time: fetched one after the other, published together
 * while the next ones are fetched, noted in one transaction, then moved. A large file goes alone.
 */
@SuppressWarnings("rawtypes") // Camel's SftpRemoteFile is used raw by Camel itself
final class SftpBatchConsumer extends WatchedSftpConsumer {
    private static final int MOST_FILES = 200;
    private static final long MOST_BYTES = 8L * 1024 * 1024;

    private final SftpBatchEndpoint server;
    private final SftpSession session;
    private @Nullable ExecutorService workers;
    private long fetched;

    /** A batch whose parts are on their way to Kafka. */
    private record Publishing(FileBatch batch, CompletableFuture<Exchange> exchange) {}

    SftpBatchConsumer(
            SftpBatchEndpoint server,
            Processor processor,
            SftpSession session,
            GenericFileProcessStrategy<SftpRemoteFile> strategy) {
        super(server, processor, session, strategy);
        this.server = server;
        this.session = session;
    }

    PollReport report() {
        return (PollReport) getPollStrategy();
    }

    /** What is left in the spool folder is of a poll that was killed. */
    @Override
    protected void doStart() throws Exception {
        Files.createDirectories(server.spool());
        try (Stream<Path> left = Files.list(server.spool())) {
            left.filter(Files::isRegularFile).forEach(SftpBatchConsumer::delete);
        }
        workers = server.getCamelContext().getExecutorServiceManager().newCachedThreadPool(this, "carrier-files");
        super.doStart();
    }

    @Override
    protected void doStop() throws Exception {
        super.doStop();
        server.getCamelContext().getExecutorServiceManager().shutdown(workers);
    }

    @Override
    public int processBatch(Queue<Object> exchanges) {
        StuckFiles stuck = report().stuckFiles();
        Deque<Exchange> waiting = inOrder(exchanges, stuck);
        int found = waiting.size();
        Publishing before = publish(FileBatch.NONE);
        try {
            while (!waiting.isEmpty() && isBatchAllowed()) {
                FileBatch batch = fetch(waiting, stuck);
                settle(before, stuck);
                before = publish(batch);
                if (!session.isConnected()) {
                    settle(before, stuck);
                    throw new GenericFileOperationFailedException("the connection ended in the middle of a file");
                }
            }
            settle(before, stuck);
        } finally {
            removeExcessiveInProgressFiles(waiting, 0);
            // this poll was the only one: whatever went wrong, no file may be skipped for ever
            endpoint.getInProgressRepository().clear();
        }
        return found;
    }

    /** As listed, but files that failed before come last: whatever is wrong with them must not stop the others. */
    private Deque<Exchange> inOrder(Queue<Object> listed, StuckFiles stuck) {
        Set<String> keys = new HashSet<>();
        Deque<Exchange> fresh = new ArrayDeque<>();
        Deque<Exchange> suspect = new ArrayDeque<>();
        for (Object one : listed) {
            Exchange exchange = (Exchange) one;
            String key = key(exchange);
            keys.add(key);
            (stuck.isSuspect(key) ? suspect : fresh).add(exchange);
        }
        listed.clear();
        stuck.keepOnly(keys);
        fresh.addAll(suspect);
        removeExcessiveInProgressFiles(fresh, maxMessagesPerPoll > 0 ? maxMessagesPerPoll : fresh.size());
        return fresh;
    }

    private FileBatch fetch(Deque<Exchange> waiting, StuckFiles stuck) {
        List<SftpSession.Wanted> wanted = next(waiting, stuck);
        List<SftpSession.@Nullable Came> came = session.fetch(wanted, workers(), report()::beat);
        List<FileBatch.Polled> files = new ArrayList<>();
        for (int i = 0; i < wanted.size(); i++) {
            SftpSession.Wanted file = wanted.get(i);
            try {
                files.add(polled(file, came.get(i)));
            } catch (FileNotFetched e) {
                if (e.getCause() != null) {
                    stuck.failed(key(file.exchange()), file.remote().getAbsoluteFilePath(), e.getCause());
                }
                delete(file.local());
                release(file.exchange(), file.remote());
            }
        }
        return new FileBatch(files);
    }

    /** The files of one batch; a large one is alone, and so is one that failed before. The local name is ours. */
    private List<SftpSession.Wanted> next(Deque<Exchange> waiting, StuckFiles stuck) {
        List<SftpSession.Wanted> wanted = new ArrayList<>();
        long bytes = 0;
        boolean alone = false;
        while (!waiting.isEmpty() && wanted.size() < MOST_FILES && !alone) {
            Exchange exchange = waiting.element();
            GenericFile<SftpRemoteFile> remote = remote(exchange);
            alone = stuck.isSuspect(key(exchange));
            bytes += remote.getFileLength();
            if (!wanted.isEmpty() && (alone || bytes > MOST_BYTES)) {
                break;
            }
            waiting.remove();
            wanted.add(new SftpSession.Wanted(exchange, remote, server.spool().resolve(++fetched + ".in")));
        }
        return wanted;
    }

    /** Why a file is not in the batch; without a cause when it was not tried. */
    private static final class FileNotFetched extends Exception {
        private static final long serialVersionUID = 1L;

        FileNotFetched(@Nullable Exception cause) {
            super(cause);
        }
    }

    private FileBatch.Polled polled(SftpSession.Wanted file, SftpSession.@Nullable Came came) throws FileNotFetched {
        String digest = came == null ? null : came.digest();
        if (digest == null) {
            throw new FileNotFetched(came == null ? null : came.failure());
        }
        GenericFile<SftpRemoteFile> remote = file.remote();
        TakenFile taken = new TakenFile(
                remote.getAbsoluteFilePath(), file.local(), remote.getFileLength(), remote.getLastModified(), digest);
        try {
            file.exchange().getIn().setBody(taken.whole());
        } catch (IllegalStateException e) {
            throw new FileNotFetched(e);
        }
        return new FileBatch.Polled(file.exchange(), remote, key(file.exchange()), file.local(), digest);
    }

    private Publishing publish(FileBatch batch) {
        List<FileBatch.Polled> fresh = fresh(batch);
        Exchange exchange = createExchange(false);
        if (fresh.isEmpty()) {
            return new Publishing(batch, CompletableFuture.completedFuture(exchange));
        }
        exchange.getIn().setBody(new FileBatch(fresh));
        return new Publishing(batch, CompletableFuture.supplyAsync(() -> processed(exchange), workers()));
    }

    /** What was taken before and only its move failed is not handed on again. */
    private List<FileBatch.Polled> fresh(FileBatch batch) {
        if (batch.files().isEmpty()) {
            return List.of();
        }
        Map<String, FileLog.Taken> unmoved =
                log().unmoved(batch.files().stream().map(FileBatch.Polled::key).toList());
        List<FileBatch.Polled> fresh = new ArrayList<>();
        for (FileBatch.Polled file : batch.files()) {
            FileLog.Taken before = unmoved.get(file.key());
            if (before != null && before.digest().equals(file.digest())) {
                file.exchange().setProperty(FileIntake.FOLDER, before.folder());
            } else {
                fresh.add(file);
            }
        }
        return fresh;
    }

    private Exchange processed(Exchange exchange) {
        try {
            getProcessor().process(exchange);
        } catch (Exception e) {
            exchange.setException(e);
        }
        return exchange;
    }

    /** Waits until the parts are durable, then notes the files and moves them. */
    private void settle(Publishing publishing, StuckFiles stuck) {
        FileBatch batch = publishing.batch();
        Exchange exchange = publishing.exchange().join();
        boolean unpublished = exchange.isFailed();
        if (unpublished) {
            Exception cause = exchange.getException();
            Exception reason = cause == null ? new IllegalStateException("the route gave the files back") : cause;
            batch.files().forEach(file -> file.fail(reason));
        }
        note(batch);
        List<String> moved = new ArrayList<>();
        for (FileBatch.Polled file : batch.good()) {
            report().beat();
            if (move(file)) {
                moved.add(file.key());
            }
        }
        log().moved(moved);
        for (FileBatch.Polled file : batch.files()) {
            judge(file, unpublished, batch.files().size() == 1, stuck);
            end(file);
        }
        releaseExchange(exchange, false);
    }

    private void note(FileBatch batch) {
        List<FileBatch.Polled> good = batch.good();
        if (good.isEmpty()) {
            return;
        }
        try {
            log().take(
                            report().lease(),
                            good.stream().map(FileBatch.Polled::taken).toList());
        } catch (RuntimeException e) {
            good.forEach(file -> file.fail(e));
        }
    }

    private boolean move(FileBatch.Polled file) {
        try {
            new DoneFile(file.remote()).handleDoneFile(file.exchange());
            session.moving();
            processStrategy.commit(operations, endpoint, file.exchange(), file.remote());
        } catch (Exception e) {
            file.fail(e);
        } finally {
            session.moved();
        }
        return file.isGood();
    }

    private static void judge(FileBatch.Polled file, boolean unpublished, boolean alone, StuckFiles stuck) {
        String name = file.remote().getAbsoluteFilePath();
        Exception failure = file.failure();
        if (failure == null) {
            stuck.taken(file.key());
        } else if (unpublished) {
            stuck.notPublished(file.key(), name, alone, failure);
        } else {
            stuck.failed(file.key(), name, failure);
        }
    }

    private void end(FileBatch.Polled file) {
        Exception failure = file.failure();
        List<Synchronization> completions =
                file.exchange().getExchangeExtension().handoverCompletions();
        // null in Camel when there are none
        for (Synchronization completion : completions == null ? List.<Synchronization>of() : completions) {
            if (failure == null) {
                completion.onComplete(file.exchange());
            } else {
                completion.onFailure(file.exchange());
            }
        }
        delete(file.local());
        release(file.exchange(), file.remote());
    }

    private void release(Exchange exchange, GenericFile<SftpRemoteFile> remote) {
        endpoint.getInProgressRepository().remove(remote.getAbsoluteFilePath());
        releaseExchange(exchange, true);
    }

    private ExecutorService workers() {
        return Objects.requireNonNull(workers, "a poll before the start");
    }

    private FileLog log() {
        return server.log().orElseThrow();
    }

    private String key(Exchange exchange) {
        return endpoint.getIdempotentKey().evaluate(exchange, String.class);
    }

    @SuppressWarnings("unchecked")
    private static GenericFile<SftpRemoteFile> remote(Exchange exchange) {
        return exchange.getProperty(Exchange.FILE_EXCHANGE_FILE, GenericFile.class);
    }

    private static void delete(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw new UncheckedIOException("the spool folder cannot be cleaned", e);
        }
    }

    /** Deletes the file that said another was complete. */
    private final class DoneFile extends GenericFileOnCompletion<SftpRemoteFile> {
        DoneFile(GenericFile<SftpRemoteFile> file) {
            super(endpoint, operations, processStrategy, file, file.getAbsoluteFilePath());
        }

        @Override
        protected void handleDoneFile(Exchange exchange) {
            super.handleDoneFile(exchange);
        }
    }
}
