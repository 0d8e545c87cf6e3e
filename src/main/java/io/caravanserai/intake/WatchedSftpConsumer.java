package io.caravanserai.intake;

import org.apache.camel.Processor;
import org.apache.camel.component.file.GenericFileProcessStrategy;
import org.apache.camel.component.file.remote.SftpConsumer;
import org.apache.camel.component.file.remote.SftpRemoteFile;

/** A poll by sFTP that its {@link PollReport}, where it has one, begins, watches and may break off. */
@SuppressWarnings("rawtypes") // Camel's SftpRemoteFile is used raw by Camel itself
class WatchedSftpConsumer extends SftpConsumer {
    private final SftpSession session;

    WatchedSftpConsumer(
            SftpBatchEndpoint server,
            Processor processor,
            SftpSession session,
            GenericFileProcessStrategy<SftpRemoteFile> strategy) {
        super(server, processor, session, strategy);
        this.session = session;
    }

    /** Whether to poll now. */
    boolean due() {
        return !(getPollStrategy() instanceof PollReport report) || report.due(this);
    }

    SftpSession session() {
        return session;
    }

    /** The connection is of no use any more; the next poll makes a new one. */
    void reconnect() {
        forceDisconnect();
    }

    @Override
    protected void doStop() throws Exception {
        super.doStop();
        if (getPollStrategy() instanceof PollReport report) {
            report.stopped();
        }
    }
}
