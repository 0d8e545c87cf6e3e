package io.caravanserai.intake;

import com.jcraft.jsch.ChannelSftp;
import com.jcraft.jsch.SftpException;
import java.util.Objects;

/**
 * Says in one line why an sFTP server cannot be used and what to do.
 *
 * @param server {@code host:port}
 * @param directory the folder that is wanted there
 * @param knownHosts the file with the host keys the hub trusts
 */
public record SftpTrouble(String server, String directory, String knownHosts) {

    /** The cause and the next step; never a secret. */
    public String explain(Throwable failure) {
        Throwable root = root(failure);
        String message = Objects.requireNonNullElse(root.getMessage(), root.toString());
        if (isAboutTheHostKey(failure)) {
            int colon = server.lastIndexOf(':');
            return "the server's host key is " + (message.contains("changed") ? "not the known one" : "unknown")
                    + ": compare its fingerprint with the carrier, then: ssh-keyscan -p " + server.substring(colon + 1)
                    + " " + server.substring(0, Math.max(0, colon)) + " >> " + knownHosts + " (" + message + ")";
        }
        if (message.startsWith("Auth ")) {
            return "login refused: check username, privateKeyFile and password of the route (" + message + ")";
        }
        if (isAboutThePath(failure)) {
            return "the folder " + directory + " cannot be read: ask the carrier to create it or correct the route ("
                    + message + ")";
        }
        return message;
    }

    static boolean isAboutTheHostKey(Throwable failure) {
        return String.valueOf(root(failure).getMessage()).contains("HostKey");
    }

    static boolean isAboutThePath(Throwable failure) {
        return root(failure) instanceof SftpException sftp
                && (sftp.id == ChannelSftp.SSH_FX_NO_SUCH_FILE || sftp.id == ChannelSftp.SSH_FX_PERMISSION_DENIED);
    }

    static Throwable root(Throwable failure) {
        Throwable root = failure;
        while (root.getCause() != null && root.getCause() != root) {
            if (root instanceof SftpException) {
                return root;
            }
            root = root.getCause();
        }
        return root;
    }
}
