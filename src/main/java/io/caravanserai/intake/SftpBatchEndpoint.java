package io.caravanserai.intake;

import java.nio.file.Path;
import java.util.Optional;
import org.apache.camel.Processor;
import org.apache.camel.component.file.remote.RemoteFileConsumer;
import org.apache.camel.component.file.remote.RemoteFileOperations;
import org.apache.camel.component.file.remote.SftpConfiguration;
import org.apache.camel.component.file.remote.SftpEndpoint;
import org.apache.camel.component.file.remote.SftpRemoteFile;
import org.jspecify.annotations.Nullable;

/** A folder of a server. One whose idempotentRepository is a {@link FileLog} is polled in batches. */
@SuppressWarnings("rawtypes") // Camel's SftpRemoteFile is used raw by Camel itself
final class SftpBatchEndpoint extends SftpEndpoint {
    SftpBatchEndpoint(String uri, SftpBatchComponent component, SftpConfiguration configuration) {
        super(uri, component, configuration);
    }

    Optional<FileLog> log() {
        return getIdempotentRepository() instanceof FileLog log ? Optional.of(log) : Optional.empty();
    }

    /** The local folder that files are fetched to. */
    Path spool() {
        return Path.of(super.getLocalWorkDirectory());
    }

    /** None in Camel's eyes when files come in batches: it would neither hash them nor tell how far it is. */
    @Override
    public @Nullable String getLocalWorkDirectory() {
        return log().isPresent() ? null : super.getLocalWorkDirectory();
    }

    @Override
    protected RemoteFileConsumer<SftpRemoteFile> buildConsumer(Processor processor) {
        SftpSession session = new SftpSession(this);
        return log().isPresent()
                ? new SftpBatchConsumer(this, processor, session, createGenericFileStrategy())
                : new WatchedSftpConsumer(this, processor, session, createGenericFileStrategy());
    }

    @Override
    public RemoteFileOperations<SftpRemoteFile> createRemoteFileOperations() {
        return new SftpSession(this);
    }
}
