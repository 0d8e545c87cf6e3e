package io.caravanserai.intake;

import com.jcraft.jsch.JSchException;
import com.jcraft.jsch.Session;
import io.caravanserai.event.Sha256;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.Set;
import org.apache.camel.Exchange;
import org.apache.camel.component.file.GenericFile;
import org.apache.camel.component.file.GenericFileOperationFailedException;
import org.apache.camel.component.file.remote.FtpConstants;
import org.apache.camel.component.file.remote.RemoteFileConfiguration;
import org.apache.camel.component.file.remote.SftpOperations;
import org.apache.camel.component.file.remote.SftpRemoteFile;
import org.jspecify.annotations.Nullable;

/** A connection to a server that ends once nothing has come from there for {@code soTimeout}. */
@SuppressWarnings("rawtypes") // Camel's SftpRemoteFile is used raw by Camel itself
final class SftpSession extends SftpOperations {
    private static final int CHUNK = 64 * 1024;

    private final Set<String> folders = new HashSet<>();
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
     * Fetches a file.
     *
     * @param beat called as bytes come in
     * @return SHA-256 of what came, in hex
     */
    String fetch(Exchange exchange, GenericFile<SftpRemoteFile> file, Path local, Runnable beat) throws IOException {
        retrieveFile(literal(file.getAbsoluteFilePath()), exchange, file.getFileLength());
        MessageDigest digest = Sha256.start();
        try (InputStream in = (InputStream) exchange.getIn().removeHeader(FtpConstants.REMOTE_FILE_INPUT_STREAM);
                OutputStream out = Files.newOutputStream(local)) {
            byte[] chunk = new byte[CHUNK];
            for (int n = in.read(chunk); n >= 0; n = in.read(chunk)) {
                digest.update(chunk, 0, n);
                out.write(chunk, 0, n);
                beat.run();
            }
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    /** The new name has {@code _} where JSch would see a pattern, since Camel takes an escape in it for a separator. */
    @Override
    public boolean renameFile(String from, String to) {
        try {
            return super.renameFile(literal(from), to.replace('*', '_').replace('?', '_'));
        } catch (GenericFileOperationFailedException e) {
            // perhaps the folder is there no more
            folders.clear();
            throw e;
        }
    }

    @Override
    public boolean deleteFile(String name) {
        return super.deleteFile(literal(name));
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
