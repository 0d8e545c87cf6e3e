package io.caravanserai.intake;

import com.jcraft.jsch.ChannelSftp;
import com.jcraft.jsch.JSchException;
import com.jcraft.jsch.Session;
import com.jcraft.jsch.SftpException;
import io.caravanserai.event.Sha256;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.camel.Exchange;
import org.apache.camel.component.file.GenericFile;
import org.apache.camel.component.file.GenericFileOperationFailedException;
import org.apache.camel.component.file.remote.FtpConstants;
import org.apache.camel.component.file.remote.RemoteFileConfiguration;
import org.apache.camel.component.file.remote.SftpOperations;
import org.apache.camel.component.file.remote.SftpRemoteFile;
import org.apache.camel.util.FileUtil;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A connection to a server that ends once nothing has come from there for {@code soTimeout}. */
@SuppressWarnings("rawtypes") // Camel's SftpRemoteFile is used raw by Camel itself
final class SftpSession extends SftpOperations {
    private static final Logger LOG = LoggerFactory.getLogger(SftpSession.class);
    private static final int CHUNK = 64 * 1024;

    private static final int MOST_HELPERS = 3;
    /** Fewer files are not worth another channel. */
    private static final int FILES_A_HELPER = 8;

    private final Set<String> folders = new HashSet<>();
    private final List<ChannelSftp> helpers = new ArrayList<>();
    private boolean limited;
    private boolean moving;
    private int soTimeoutMillis;
    private volatile @Nullable Session session;

    SftpSession(SftpBatchEndpoint endpoint) {
        setEndpoint(endpoint);
    }

    /** A silent server is asked for a sign of life after half the time, and given up after the whole. */
    @Override
    protected Session createSession(RemoteFileConfiguration configuration) throws JSchException {
        Session made = super.createSession(configuration);
        made.setServerAliveInterval(Math.max(1, configuration.getSoTimeout() / 2));
        made.setServerAliveCountMax(1);
        folders.clear();
        helpers.clear();
        limited = false;
        soTimeoutMillis = configuration.getSoTimeout();
        session = made;
        return made;
    }

    /** Ends the connection under whoever waits for it, from another thread. */
    void cut() {
        Session current = session;
        if (current != null) {
            current.disconnect();
        }
    }

    /**
     * A file to fetch.
     *
     * @param local where to
     */
    record Wanted(Exchange exchange, GenericFile<SftpRemoteFile> remote, Path local) {}

    /**
     * What became of it.
     *
     * @param digest SHA-256 of what came, in hex; null when it failed
     * @param failure null when it came
     */
    record Came(@Nullable String digest, @Nullable Exception failure) {}

    /** Opens one stream of a file. */
    private interface Source {
        InputStream open(Wanted file) throws SftpException, IOException;

        boolean isAlive();
    }

    /**
     * Fetches files, several at a time where the server allows it: small ones cost waiting, not bandwidth.
     *
     * @param beat called as bytes come in
     * @return one for each file that was tried, in their order; null for those that were not, since the connection ended
     */
    List<@Nullable Came> fetch(List<Wanted> files, Executor threads, Runnable beat) {
        AtomicInteger next = new AtomicInteger();
        @Nullable Came[] came = new Came[files.size()];
        List<CompletableFuture<Void>> others = helpers(Math.min(MOST_HELPERS, files.size() / FILES_A_HELPER)).stream()
                .map(helper -> CompletableFuture.runAsync(
                        () -> fetch(new HelperSource(helper), files, next, came, beat), threads))
                .toList();
        fetch(new OwnSource(), files, next, came, beat);
        others.forEach(CompletableFuture::join);
        return Arrays.asList(came);
    }

    private static void fetch(
            Source source, List<Wanted> files, AtomicInteger next, @Nullable Came[] came, Runnable beat) {
        int i = next.getAndIncrement();
        while (i < came.length) {
            Wanted file = files.get(i);
            try (InputStream in = source.open(file)) {
                came[i] = new Came(copy(in, file.local(), beat), null);
            } catch (SftpException | IOException | RuntimeException e) {
                came[i] = new Came(null, e);
                if (!source.isAlive()) {
                    return;
                }
            }
            i = next.getAndIncrement();
        }
    }

    private static String copy(InputStream in, Path local, Runnable beat) throws IOException {
        MessageDigest digest = Sha256.start();
        try (OutputStream out = Files.newOutputStream(local)) {
            byte[] chunk = new byte[CHUNK];
            for (int n = in.read(chunk); n >= 0; n = in.read(chunk)) {
                digest.update(chunk, 0, n);
                out.write(chunk, 0, n);
                beat.run();
            }
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    /** Further channels of the same connection; as many as the server gives. */
    private List<ChannelSftp> helpers(int wanted) {
        helpers.removeIf(helper -> !helper.isConnected());
        Session current = session;
        while (helpers.size() < wanted && !limited && current != null) {
            try {
                ChannelSftp helper = (ChannelSftp) current.openChannel("sftp");
                helper.connect(soTimeoutMillis);
                helpers.add(helper);
            } catch (JSchException e) {
                LOG.debug("the server gives no further channel host={}", current.getHost(), e);
                limited = true;
            }
        }
        return helpers.subList(0, Math.min(wanted, helpers.size()));
    }

    /** Camel's own channel. */
    private final class OwnSource implements Source {
        @Override
        public InputStream open(Wanted file) {
            GenericFile<SftpRemoteFile> remote = file.remote();
            retrieveFile(literal(remote.getAbsoluteFilePath()), file.exchange(), remote.getFileLength());
            return (InputStream) file.exchange().getIn().removeHeader(FtpConstants.REMOTE_FILE_INPUT_STREAM);
        }

        @Override
        public boolean isAlive() {
            return isConnected();
        }
    }

    private record HelperSource(ChannelSftp channel) implements Source {
        @Override
        public InputStream open(Wanted file) throws SftpException {
            return channel.get(literal(file.remote().getAbsoluteFilePath()));
        }

        @Override
        public boolean isAlive() {
            return channel.isConnected();
        }
    }

    /** Between this and {@link #moved} no file is deleted: nothing can be where a file is moved to, its name has the time. */
    void moving() {
        moving = true;
    }

    void moved() {
        moving = false;
    }

    /** The new name has {@code _} where JSch would see a pattern, since Camel takes an escape in it for a separator. */
    @Override
    public boolean renameFile(String from, String to) {
        String target = to.replace('*', '_').replace('?', '_');
        try {
            return super.renameFile(literal(from), target);
        } catch (GenericFileOperationFailedException e) {
            if (folders.isEmpty()) {
                throw e;
            }
            // the folder that was there may be there no more
            folders.clear();
            super.buildDirectory(FileUtil.onlyPath(target), false);
            return super.renameFile(literal(from), target);
        }
    }

    @Override
    public boolean deleteFile(String name) {
        return moving || super.deleteFile(literal(name));
    }

    /** Asks once in a connection whether a folder is there. */
    @Override
    public boolean buildDirectory(String directory, boolean absolute) {
        if (folders.contains(directory)) {
            return true;
        }
        boolean there = super.buildDirectory(directory, absolute);
        if (there) {
            folders.add(directory);
        }
        return there;
    }

    /** JSch takes names for patterns: {@code *.csv} may well be what a partner calls a file. */
    private static String literal(String name) {
        return name.replace("\\", "\\\\").replace("*", "\\*").replace("?", "\\?");
    }
}
