package io.caravanserai.mailbox;

import io.caravanserai.alert.AlertKind;
import io.caravanserai.alert.Alerts;
import io.caravanserai.event.Ids;
import io.caravanserai.intake.TakenFile;
import io.caravanserai.mailbox.ArrivedFiles.Arrived;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFileAttributes;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What becomes of a file whose upload is complete. First it is written to the store, then moved out of the partner's
 * reach, and only then the partner is told; what a crash left between these steps is put right at the next start. Taken,
 * it is written to the store as such and moved to the archive.
 */
final class Arrivals {
    private static final Logger LOG = LoggerFactory.getLogger(Arrivals.class);
    private static final int STUCK = 3;
    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(5);

    private final Mailboxes mailboxes;
    private final ArrivedFiles files;
    private final Alerts alerts;
    private final Clock clock;
    private final Map<String, Feed> feeds = new ConcurrentHashMap<>();

    Arrivals(Mailboxes mailboxes, ArrivedFiles files, Alerts alerts, Clock clock) {
        this.mailboxes = mailboxes;
        this.files = files;
        this.alerts = alerts;
        this.clock = clock;
    }

    ArrivedFiles files() {
        return files;
    }

    Feed open(String mailbox, FileTaker taker) {
        Feed feed = new Feed(mailbox, this, taker);
        if (feeds.putIfAbsent(mailbox, feed) != null) {
            throw new IllegalStateException(
                    "the files of mailbox " + mailbox + " are taken by another route: a mailbox needs one of its own");
        }
        feed.start();
        return feed;
    }

    void closed(Feed feed) {
        feeds.remove(feed.mailbox(), feed);
    }

    /**
     * The upload of a file in the inbox is complete: when this returns, the hub has it, whatever happens.
     *
     * @param file where it lies, durable
     * @param name what it is called from now on
     * @throws IOException when that cannot be told: the partner is to send it again
     */
    void complete(String mailbox, Path file, String name) throws IOException {
        PosixFileAttributes attributes = Uploads.attributes(file);
        long now = clock.millis();
        Arrived arrived = new Arrived(
                Ids.next(now),
                mailbox,
                name,
                attributes.size(),
                attributes.lastModifiedTime().toMillis(),
                0,
                null,
                0);
        files.add(arrived, now);
        try {
            moveToReady(file, arrived);
        } catch (IOException e) {
            files.forget(arrived.id());
            throw e;
        }
        LOG.info("file arrived mailbox={} file={} bytes={}", mailbox, name, arrived.size());
        Feed feed = feeds.get(mailbox);
        if (feed != null) {
            feed.wake();
        }
    }

    private void moveToReady(Path file, Arrived arrived) throws IOException {
        Home home = mailboxes.home(arrived.mailbox());
        Files.move(file, home.ready(arrived.id()), StandardCopyOption.ATOMIC_MOVE);
        Home.sync(home.ready());
    }

    /** Those of a mailbox that are to be taken now, the oldest first. */
    List<Arrived> due(String mailbox) {
        return files.due(mailbox, clock.millis());
    }

    /** Takes a file if it is there; false when it is not, or could not be taken now. */
    boolean take(Arrived file, FileTaker taker) {
        Home home = mailboxes.home(file.mailbox());
        Path local = home.ready(file.id());
        if (!Files.exists(local)) {
            return false;
        }
        try {
            String folder = taker.take(
                    new TakenFile(Home.INBOX + "/" + file.name(), local, file.size(), file.modified(), null));
            long now = clock.millis();
            files.taken(file.id(), folder, now);
            putAway(file, folder, now);
            return true;
        } catch (Exception e) {
            failed(file, e);
            return false;
        }
    }

    private void putAway(Arrived file, String folder, long now) {
        Home home = mailboxes.home(file.mailbox());
        mailboxes.space(file.mailbox()).shrink(file.size(), -1);
        try {
            Archive.of(home).keep(home.ready(file.id()), file.name(), folder, now);
        } catch (IOException e) {
            LOG.error("file was taken but cannot be put away mailbox={} file={}", file.mailbox(), file.name(), e);
        }
        if (file.tries() >= STUCK && files.stuck(file.mailbox(), STUCK) == 0) {
            alerts.clear(AlertKind.FILE_STUCK, file.mailbox());
        }
    }

    private void failed(Arrived file, Exception failure) {
        long tries = file.tries() + 1;
        Duration pause = Duration.ofSeconds(1L << Math.min(9, tries - 1));
        Duration wait = pause.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : pause;
        LOG.warn(
                "file is tried again later mailbox={} file={} tries={} in={} reason={}",
                file.mailbox(),
                file.name(),
                tries,
                wait,
                failure.toString());
        files.failed(file.id(), failure.toString(), clock.millis() + wait.toMillis());
        if (tries >= STUCK) {
            alerts.raise(
                    AlertKind.FILE_STUCK,
                    file.mailbox(),
                    "the file " + file.name() + " of mailbox " + file.mailbox() + " could not be taken " + tries
                            + " times: " + failure + "; it is tried again every " + LONGEST_PAUSE.toMinutes()
                            + " minutes");
        }
    }

    /** Puts right what a crash left half done; call it before partners are let in. */
    void recover() {
        for (Arrived file : files.ready()) {
            try {
                recover(file);
            } catch (IOException e) {
                LOG.error("file cannot be recovered mailbox={} file={}", file.mailbox(), file.name(), e);
            }
        }
        mailboxes.store().all().forEach(mailbox -> Archive.of(mailboxes.home(mailbox.name()))
                .tidy(files));
    }

    private void recover(Arrived file) throws IOException {
        Home home = mailboxes.home(file.mailbox());
        if (Files.exists(home.ready(file.id()))) {
            return;
        }
        Path inbox = home.inbox().resolve(file.name());
        if (Home.size(inbox) == file.size()
                && Uploads.attributes(inbox).lastModifiedTime().toMillis() == file.modified()) {
            moveToReady(inbox, file);
        } else {
            LOG.warn(
                    "file was not complete when the hub died, its partner was not told so mailbox={} file={}",
                    file.mailbox(),
                    file.name());
            files.forget(file.id());
        }
    }

    /** Forgets and deletes what was taken, or left unfinished, longer ago than {@code retention}. */
    void purge(Duration retention) {
        long before = clock.millis() - retention.toMillis();
        files.purge(before);
        for (Mailbox mailbox : mailboxes.store().all()) {
            Home home = mailboxes.home(mailbox.name());
            Archive.of(home).purge(before);
            Archive.deleteOld(home.inbox(), before);
            mailboxes.space(mailbox.name()).recount();
        }
        Archive.deleteOld(mailboxes.removed(), before);
    }
}
