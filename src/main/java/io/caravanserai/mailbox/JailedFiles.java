package io.caravanserai.mailbox;

import java.io.IOException;
import java.nio.channels.Channel;
import java.nio.channels.FileChannel;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.CopyOption;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.security.Principal;
import java.util.Collection;
import java.util.NavigableMap;
import java.util.Set;
import org.apache.sshd.common.util.io.IoUtils;
import org.apache.sshd.server.session.ServerSession;
import org.apache.sshd.sftp.server.FileHandle;
import org.apache.sshd.sftp.server.SftpFileSystemAccessor;
import org.apache.sshd.sftp.server.SftpSubsystemProxy;
import org.jspecify.annotations.Nullable;

/**
 * What a partner may do in its mailbox: write, rename and delete files in the inbox, fetch and delete those in the
 * outbox. There are no other folders, and no links are made or followed.
 */
final class JailedFiles implements SftpFileSystemAccessor {
    private final Mailboxes mailboxes;
    private final UploadPace pace;
    private final Uploads uploads = new Uploads();

    JailedFiles(Mailboxes mailboxes) {
        this.mailboxes = mailboxes;
        this.pace = new UploadPace(mailboxes.config().rate());
    }

    @Override
    public Path resolveLocalFilePath(SftpSubsystemProxy subsystem, Path root, String remotePath) throws IOException {
        Spot.checkPath(remotePath);
        return SftpFileSystemAccessor.super.resolveLocalFilePath(subsystem, root, remotePath);
    }

    @Override
    public LinkOption[] resolveFileAccessLinkOptions(
            SftpSubsystemProxy subsystem, Path file, int command, String extension, boolean followLinks) {
        return new LinkOption[] {LinkOption.NOFOLLOW_LINKS};
    }

    @Override
    public NavigableMap<String, Object> resolveReportedFileAttributes(
            SftpSubsystemProxy subsystem,
            Path file,
            int flags,
            NavigableMap<String, Object> attributes,
            LinkOption... options) {
        // who runs the hub is nobody's business
        attributes.put(IoUtils.USERID_VIEW_ATTR, 0);
        attributes.put(IoUtils.GROUPID_VIEW_ATTR, 0);
        attributes.remove(IoUtils.OWNER_VIEW_ATTR);
        attributes.remove(IoUtils.GROUP_VIEW_ATTR);
        return attributes;
    }

    @Override
    public SeekableByteChannel openFile(
            SftpSubsystemProxy subsystem,
            @Nullable FileHandle handle,
            Path file,
            @Nullable String id,
            Set<? extends OpenOption> options,
            FileAttribute<?>... attributes)
            throws IOException {
        String mailbox = mailbox(subsystem);
        Spot spot = spot(file);
        Path path = spot.in(mailboxes.home(mailbox));
        if (!options.contains(StandardOpenOption.WRITE)) {
            return FileChannel.open(path, StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS);
        }
        if (!spot.isInbox()) {
            throw new AccessDeniedException("write to the folder " + Home.INBOX + ": the others are filled by the hub");
        }
        if (handle == null) {
            throw new AccessDeniedException("the size of a file is set while it is open");
        }
        Spot.checkName(spot.name());
        pace.await(mailbox);
        synchronized (uploads.lock(path)) {
            return uploads.open(path, options, mailboxes.space(mailbox));
        }
    }

    /** Told of a close by the partner, and of the end of a session, when the upload is spoilt by then. */
    @Override
    public void closeFile(
            SftpSubsystemProxy subsystem,
            @Nullable FileHandle handle,
            Path file,
            @Nullable String id,
            Channel channel,
            Set<? extends OpenOption> options)
            throws IOException {
        if (!(channel instanceof Upload upload)) {
            channel.close();
            return;
        }
        Spot spot = spot(file);
        synchronized (uploads.lock(upload.path())) {
            uploads.close(upload);
            if (!spot.isUnfinishedName()) {
                complete(subsystem, upload.path(), spot);
            }
        }
    }

    private void complete(SftpSubsystemProxy subsystem, Path path, Spot spot) throws IOException {
        PosixFileAttributes attributes = Uploads.attributes(path);
        mailboxes.arrivals().complete(mailbox(subsystem), path, spot.name());
        Receipts.of(subsystem.getServerSession())
                .add(spot, attributes.size(), attributes.lastModifiedTime().toMillis());
    }

    /** A rename from an unfinished name tells that the upload is complete. */
    @Override
    public void renameFile(SftpSubsystemProxy subsystem, Path from, Path to, Collection<CopyOption> options)
            throws IOException {
        Home home = mailboxes.home(mailbox(subsystem));
        Spot source = spot(from);
        Spot target = spot(to);
        Spot.checkName(target.name());
        if (!source.isInbox() || !target.isInbox()) {
            throw new AccessDeniedException("files are renamed in the folder " + Home.INBOX + " only");
        }
        Path path = source.in(home);
        synchronized (uploads.lock(path)) {
            if (!uploads.isWhole(path)) {
                throw new AccessDeniedException(
                        "the upload of " + source.name() + " was cut off: resume it, or send the file again");
            }
            rename(subsystem, path, target);
        }
    }

    private void rename(SftpSubsystemProxy subsystem, Path path, Spot target) throws IOException {
        String mailbox = mailbox(subsystem);
        Path other = target.in(mailboxes.home(mailbox));
        long replaced = path.equals(other) ? -1 : Home.size(other);
        uploads.interrupt(other, "another session renamed a file to this one");
        if (target.isUnfinishedName()) {
            Files.move(path, other, StandardCopyOption.REPLACE_EXISTING);
        } else {
            // its close may have been cut off before that
            Home.sync(path);
            complete(subsystem, path, target);
            Files.deleteIfExists(other);
        }
        mailboxes.space(mailbox).shrink(replaced, -1);
    }

    @Override
    public void removeFile(SftpSubsystemProxy subsystem, Path file, boolean isDirectory) throws IOException {
        if (isDirectory) {
            throw new AccessDeniedException("the folders of a mailbox cannot be deleted");
        }
        String mailbox = mailbox(subsystem);
        Path path = spot(file).in(mailboxes.home(mailbox));
        synchronized (uploads.lock(path)) {
            uploads.interrupt(path, "the file was deleted");
            long size = Home.size(path);
            Files.delete(path);
            mailboxes.space(mailbox).shrink(size, -1);
        }
    }

    @Override
    public void createDirectory(SftpSubsystemProxy subsystem, Path path) throws IOException {
        throw new AccessDeniedException("a mailbox has its folders and no others");
    }

    @Override
    public void createLink(SftpSubsystemProxy subsystem, Path link, Path existing, boolean symLink) throws IOException {
        throw new AccessDeniedException("there are no links in a mailbox");
    }

    @Override
    public String resolveLinkTarget(SftpSubsystemProxy subsystem, Path link) throws IOException {
        throw new AccessDeniedException("there are no links in a mailbox");
    }

    @Override
    public void copyFile(SftpSubsystemProxy subsystem, Path from, Path to, Collection<CopyOption> options)
            throws IOException {
        throw new AccessDeniedException("files in a mailbox are not copied");
    }

    @Override
    public void setFileOwner(SftpSubsystemProxy subsystem, Path file, Principal owner, LinkOption... options)
            throws IOException {
        throw new AccessDeniedException("the owner of files in a mailbox cannot be set");
    }

    @Override
    public void setGroupOwner(SftpSubsystemProxy subsystem, Path file, Principal group, LinkOption... options)
            throws IOException {
        throw new AccessDeniedException("the group of files in a mailbox cannot be set");
    }

    @Override
    public void setFilePermissions(
            SftpSubsystemProxy subsystem, Path file, Set<PosixFilePermission> permissions, LinkOption... options)
            throws IOException {
        throw new AccessDeniedException("the mode of files in a mailbox cannot be set");
    }

    private static String mailbox(SftpSubsystemProxy subsystem) {
        ServerSession session = subsystem.getServerSession();
        return session.getUsername();
    }

    private static Spot spot(Path file) throws NoSuchFileException {
        return Spot.of(file)
                .orElseThrow(() -> new NoSuchFileException(
                        "there are only the folders " + Home.INBOX + " and " + Home.OUTBOX + ", and files in them"));
    }
}
