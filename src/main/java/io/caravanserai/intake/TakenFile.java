package io.caravanserai.intake;

import java.io.File;
import java.nio.file.Path;
import java.util.Objects;
import org.apache.camel.Exchange;
import org.apache.camel.component.file.GenericFile;
import org.jspecify.annotations.Nullable;

/**
 * A partner's file as the hub has it, however it came.
 *
 * @param name its path at the partner, or in the partner's mailbox
 * @param local our copy, which nobody changes while it is read
 * @param size its length in bytes as the partner says
 * @param modified when the partner changed it last, epoch milliseconds by the clock of the server it was on
 * @param sha256 of its bytes, 64 hexadecimal digits; null when nobody has read them yet
 */
public record TakenFile(String name, Path local, long size, long modified, @Nullable String sha256) {
    /** The file of an exchange: its body, or what Camel's file consumers fetched. */
    static TakenFile of(Exchange exchange) {
        if (exchange.getIn().getBody() instanceof TakenFile taken) {
            return taken;
        }
        GenericFile<?> remote = Objects.requireNonNull(
                exchange.getProperty(Exchange.FILE_EXCHANGE_FILE, GenericFile.class), "no file was polled");
        Path local = exchange.getIn().getBody(File.class).toPath();
        return new TakenFile(
                remote.getAbsoluteFilePath(), local, remote.getFileLength(), remote.getLastModified(), null);
    }

    /** What makes it another file than one of the same name before. */
    String key() {
        return name + "-" + size + "-" + modified;
    }

    /**
     * @throws IllegalStateException when what was fetched is not what was listed: the file is still being written
     */
    TakenFile whole() {
        long fetched = local.toFile().length();
        if (fetched != size) {
            throw new IllegalStateException(name.substring(name.lastIndexOf('/') + 1)
                    + " changed while it was fetched, " + fetched + " bytes instead of " + size
                    + "; it stays and is taken when it has settled");
        }
        return this;
    }
}
