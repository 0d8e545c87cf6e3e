package io.caravanserai.intake;

import io.caravanserai.fileaudit.AuditedFile;
import io.caravanserai.fileaudit.FileContent;
import io.caravanserai.fileaudit.FileCopies;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** What is noted of a file that is being taken. Its checksum and its copy are made while its messages are sent. */
final class FileReceipt {
    private final String partner;
    private final TakenFile file;
    private final long begun = System.nanoTime();
    private final CompletableFuture<Kept> kept;

    private record Kept(FileContent content, String copy) {}

    /**
     * @param coding how it is packed; empty when it is not
     * @param copies where a copy is kept, null when none is
     */
    FileReceipt(String partner, TakenFile file, String coding, @Nullable FileCopies copies) {
        this.partner = partner;
        this.file = file;
        this.kept = CompletableFuture.supplyAsync(() -> keep(coding, copies));
    }

    private Kept keep(String coding, @Nullable FileCopies copies) {
        try {
            String known = file.sha256();
            FileContent content = known == null
                    ? FileContent.of(file.name(), file.local(), coding)
                    : new FileContent(file.name(), file.size(), known, coding);
            return new Kept(content, copies == null ? "" : copies.keep(partner, file.local(), content.sha256()));
        } catch (IOException e) {
            throw new UncheckedIOException(file.name() + " cannot be read again for its checksum", e);
        }
    }

    /**
     * Waits until the copy is durable.
     *
     * @param movedTo folder at the partner; empty when it stays
     * @throws IllegalStateException when it cannot be kept: the file is not taken then
     */
    AuditedFile note(boolean useless, long parts, long faults, String movedTo) {
        try {
            Kept done = kept.join();
            return new AuditedFile(
                    useless ? AuditedFile.State.FAILED : AuditedFile.State.TAKEN,
                    partner,
                    done.content(),
                    file.modified(),
                    parts,
                    faults,
                    movedTo,
                    done.copy(),
                    0,
                    TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begun));
        } catch (CompletionException e) {
            throw new IllegalStateException(file.name() + " is not taken: " + e.getCause(), e.getCause());
        }
    }
}
