package io.caravanserai.check;

import com.jcraft.jsch.ChannelSftp;
import com.jcraft.jsch.JSch;
import com.jcraft.jsch.JSchException;
import com.jcraft.jsch.Session;
import com.jcraft.jsch.SftpException;
import io.caravanserai.intake.SecretRef;
import io.caravanserai.intake.SftpTrouble;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;

/**
 * Whether a partner's sFTP server is the one that is trusted, lets the hub in, and has the folder with the right to move
 * files in it. That right shows only by an empty file, which is deleted at once; its ending is one that intakes leave
 * alone.
 */
record SftpProbe(Partner partner) implements Probe {
    private static final String ENDING = ".tmp";

    private String host() {
        return partner.value("host", "");
    }

    private int port() {
        String port = partner.value("port", "22");
        return port.matches("\\d{1,5}") ? Integer.parseInt(port) : 22;
    }

    private String directory() {
        return partner.value("directory", ".");
    }

    private String knownHosts() {
        return partner.value("knownHosts", "");
    }

    @Override
    public String target() {
        return "sftp://" + host() + ":" + port() + "/" + directory();
    }

    @Override
    public String look(Duration limit) throws Failed {
        try (Socket socket = HttpProbe.connect(host(), port(), limit)) {
            socket.close();
        } catch (IOException e) {
            throw new Failed("the connection broke: " + e.getMessage());
        }
        requireFile(
                knownHosts(),
                "the file with the host keys, " + knownHosts() + ", is missing: ssh-keyscan -p " + port() + " " + host()
                        + " writes its lines; compare the fingerprint with the partner");
        Optional<String> key = partner.value("privateKeyFile");
        if (key.isPresent()) {
            requireFile(
                    key.get(),
                    "the private key " + key.get()
                            + " is missing: make it with ssh-keygen and give the partner its public half");
        }
        try {
            return login(limit);
        } catch (JSchException | SftpException e) {
            throw new Failed(new SftpTrouble(host() + ":" + port(), directory(), knownHosts()).explain(e));
        } catch (SecretRef.MissingSecret | IllegalArgumentException e) {
            throw new Failed(String.valueOf(e.getMessage()));
        }
    }

    private static void requireFile(String file, String otherwise) throws Failed {
        if (!Files.isReadable(Path.of(file))) {
            throw new Failed(otherwise);
        }
    }

    private String login(Duration limit) throws JSchException, SftpException, Failed {
        JSch client = new JSch();
        client.setKnownHosts(knownHosts());
        Optional<String> key = partner.value("privateKeyFile");
        if (key.isPresent()) {
            client.addIdentity(key.get(), secret("passphrase").getBytes(StandardCharsets.UTF_8));
        }
        Session session = client.getSession(partner.value("username", ""), host(), port());
        session.setConfig("StrictHostKeyChecking", "yes");
        session.setConfig("PreferredAuthentications", partner.value("authentication", "publickey"));
        session.setPassword(secret("password"));
        int millis = (int) limit.toMillis();
        session.setTimeout(millis);
        try {
            session.connect(millis);
            ChannelSftp channel = (ChannelSftp) session.openChannel("sftp");
            channel.connect(millis);
            channel.stat(directory());
            return "logged in, the folder is there" + write(channel);
        } finally {
            session.disconnect();
        }
    }

    private String secret(String name) {
        return partner.value(name)
                .map(reference -> SecretRef.parse(reference).resolve())
                .orElse("");
    }

    /** A server that is only read needs no right to write. */
    private String write(ChannelSftp channel) throws Failed {
        if (partner.value("keepFiles", "false").equals("true")) {
            return "; files stay there, so nothing was written";
        }
        String file = directory() + "/.caravanserai-check-" + UUID.randomUUID() + ENDING;
        try {
            channel.put(InputStream.nullInputStream(), file);
            channel.rm(file);
            return " and writable";
        } catch (SftpException e) {
            throw new Failed("logged in, but the folder " + directory()
                    + " cannot be written to: ask the partner for the right, or set keepFiles in the route ("
                    + e.getMessage()
                    + ")");
        }
    }
}
