package io.caravanserai.intake;

import java.nio.file.Path;
import java.util.List;
import org.apache.camel.Exchange;
import org.apache.camel.component.file.GenericFile;
import org.apache.camel.component.file.remote.SftpRemoteFile;
import org.jspecify.annotations.Nullable;

/**
 * Files that are published together and noted in one transaction.
 *
 * @param files in the order in which their parts are published
 */
@SuppressWarnings("rawtypes") // as Camel's own
record FileBatch(List<Polled> files) {
    static final FileBatch NONE = new FileBatch(List.of());

    /**
     * One fetched file.
     *
     * @param exchange its own, which holds what goes wrong with this file alone
     * @param key the folder, its name, size and time of change
     * @param local our copy
     * @param digest SHA-256 of the content, in hex
     */
    record Polled(Exchange exchange, GenericFile<SftpRemoteFile> remote, String key, Path local, String digest) {
        /** The rest of the batch goes on without it. */
        void fail(Throwable reason) {
            if (exchange.getException() == null) {
                exchange.setException(reason);
            }
        }

        boolean isGood() {
            return exchange.getException() == null;
        }

        /** How it is noted, once it is known where it goes. */
        FileLog.Taken taken() {
            return new FileLog.Taken(key, digest, exchange.getProperty(FileIntake.FOLDER, "", String.class));
        }

        @Nullable
        Exception failure() {
            return exchange.getException();
        }
    }

    List<Polled> good() {
        return files.stream().filter(Polled::isGood).toList();
    }
}
