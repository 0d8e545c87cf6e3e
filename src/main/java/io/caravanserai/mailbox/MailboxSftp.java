package io.caravanserai.mailbox;

import java.io.IOException;
import java.nio.channels.Channel;
import java.nio.file.AccessDeniedException;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.apache.sshd.common.util.buffer.Buffer;
import org.apache.sshd.common.util.io.IoUtils;
import org.apache.sshd.server.channel.ChannelSession;
import org.apache.sshd.server.command.Command;
import org.apache.sshd.server.session.ServerSession;
import org.apache.sshd.sftp.common.SftpConstants;
import org.apache.sshd.sftp.server.FileHandle;
import org.apache.sshd.sftp.server.Handle;
import org.apache.sshd.sftp.server.SftpEventListener;
import org.apache.sshd.sftp.server.SftpSubsystem;
import org.apache.sshd.sftp.server.SftpSubsystemFactory;
import org.jspecify.annotations.Nullable;

/** The sFTP of a mailbox: what goes beyond moving whole files is refused. */
final class MailboxSftp extends SftpSubsystem {
    private static final Set<String> EXTENSIONS =
            Set.of("posix-rename@openssh.com", "fsync@openssh.com", "limits@openssh.com");
    private static final Set<String> TIMES =
            Set.of(IoUtils.LASTMOD_TIME_VIEW_ATTR, IoUtils.LASTACC_TIME_VIEW_ATTR, IoUtils.CREATE_TIME_VIEW_ATTR);

    private MailboxSftp(ChannelSession channel, SftpSubsystemFactory factory) {
        super(channel, factory);
    }

    /** The factory of the subsystem. */
    static SftpSubsystemFactory factory(JailedFiles files) {
        SftpSubsystemFactory factory = new SftpSubsystemFactory() {
            @Override
            public Command createSubsystem(ChannelSession channel) {
                MailboxSftp subsystem = new MailboxSftp(channel, this);
                getRegisteredListeners().forEach(subsystem::addSftpEventListener);
                return subsystem;
            }
        };
        factory.setFileSystemAccessor(files);
        factory.addSftpEventListener(new Endings());
        return factory;
    }

    /** Tells a file that its partner closes from one whose session ended. */
    private static final class Endings implements SftpEventListener {
        @Override
        public void exiting(ServerSession session, Handle handle) {
            if (channel(handle) instanceof Upload upload) {
                upload.spoil("the session ended before the file was closed");
            }
        }
    }

    @Override
    protected void executeExtendedCommand(Buffer buffer, int id, String extension) throws IOException {
        if (EXTENSIONS.contains(extension)) {
            super.executeExtendedCommand(buffer, id, extension);
        } else {
            sendStatus(
                    prepareReply(buffer),
                    id,
                    SftpConstants.SSH_FX_OP_UNSUPPORTED,
                    "A mailbox does not offer " + extension.replaceAll("[^a-zA-Z0-9@.-]", "?"));
        }
    }

    @Override
    protected NavigableMap<String, Object> resolveFileAttributes(
            Path path, int flags, boolean neverFollowSymLinks, LinkOption... options) throws IOException {
        try {
            return super.resolveFileAttributes(path, flags, neverFollowSymLinks, options);
        } catch (NoSuchFileException e) {
            return receipt(path).map(MailboxSftp::attributes).orElseThrow(() -> e);
        }
    }

    /** Clients cut a file that they wrote over to its new length. */
    @Override
    protected void doFSetStat(int id, String handle, Map<String, ?> attributes) throws IOException {
        Map<String, Object> others = new TreeMap<>(attributes);
        Object size = others.remove(IoUtils.SIZE_VIEW_ATTR);
        if (size instanceof Number length && channel(handles.get(handle)) instanceof Upload upload) {
            upload.truncate(length.longValue());
        }
        super.doFSetStat(id, handle, others);
    }

    private static @Nullable Channel channel(@Nullable Handle handle) {
        return handle instanceof FileHandle file ? file.getFileChannel() : null;
    }

    /** Times may be set; modes, owners and the like are the hub's own. */
    @Override
    protected void doSetAttributes(
            int command, String extension, Path file, Map<String, ?> attributes, boolean followLinks)
            throws IOException {
        if (command == SftpConstants.SSH_FXP_OPEN) {
            return;
        }
        for (String name : attributes.keySet()) {
            if (!TIMES.contains(name)) {
                throw new AccessDeniedException("the " + name + " of files in a mailbox cannot be set");
            }
        }
        if (receipt(file).isEmpty()) {
            super.doSetAttributes(command, extension, file, attributes, false);
        }
    }

    private Optional<Receipts.Receipt> receipt(Path path) {
        return Spot.of(path).flatMap(Receipts.of(getServerSession())::find);
    }

    private static NavigableMap<String, Object> attributes(Receipts.Receipt receipt) {
        FileTime modified = FileTime.fromMillis(receipt.modified());
        NavigableMap<String, Object> attributes = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        attributes.put(IoUtils.REGFILE_VIEW_ATTR, true);
        attributes.put(IoUtils.DIRECTORY_VIEW_ATTR, false);
        attributes.put(IoUtils.SYMLINK_VIEW_ATTR, false);
        attributes.put(IoUtils.SIZE_VIEW_ATTR, receipt.size());
        attributes.put(IoUtils.LASTMOD_TIME_VIEW_ATTR, modified);
        attributes.put(IoUtils.LASTACC_TIME_VIEW_ATTR, modified);
        attributes.put(IoUtils.PERMISSIONS_VIEW_ATTR, PosixFilePermissions.fromString("r--------"));
        return attributes;
    }
}
