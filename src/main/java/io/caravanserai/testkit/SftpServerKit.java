package io.caravanserai.testkit;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PublicKey;
import java.security.spec.ECGenParameterSpec;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.UnaryOperator;
import org.apache.sshd.common.NamedFactory;
import org.apache.sshd.common.config.keys.KeyUtils;
import org.apache.sshd.common.config.keys.PublicKeyEntry;
import org.apache.sshd.common.config.keys.writer.openssh.OpenSSHKeyPairResourceWriter;
import org.apache.sshd.common.file.virtualfs.VirtualFileSystemFactory;
import org.apache.sshd.common.kex.BuiltinDHFactories;
import org.apache.sshd.common.keyprovider.KeyPairProvider;
import org.apache.sshd.common.session.Session;
import org.apache.sshd.common.session.SessionListener;
import org.apache.sshd.common.util.buffer.Buffer;
import org.apache.sshd.core.CoreModuleProperties;
import org.apache.sshd.server.ServerBuilder;
import org.apache.sshd.server.SshServer;
import org.apache.sshd.server.session.ServerSession;
import org.apache.sshd.sftp.server.FileHandle;
import org.apache.sshd.sftp.server.Handle;
import org.apache.sshd.sftp.server.SftpEventListener;
import org.apache.sshd.sftp.server.SftpFileSystemAccessor;
import org.apache.sshd.sftp.server.SftpSubsystemFactory;
import org.apache.sshd.sftp.server.SftpSubsystemProxy;

/**
 * A carrier's sFTP server: a real one (Apache MINA SSHD) on a loopback port, a folder for each user, and switches for
 * what goes wrong at carriers.
 */
public final class SftpServerKit implements AutoCloseable {
    private static final String HOST = "127.0.0.1";

    private final Path root;
    private final SshServer server;
    private final Map<String, PublicKey> keys = new ConcurrentHashMap<>();
    private final Map<String, String> passwords = new ConcurrentHashMap<>();
    private final List<Session> sessions = new CopyOnWriteArrayList<>();
    private final AtomicInteger logins = new AtomicInteger();
    private final AtomicLong dropAfter = new AtomicLong(-1);
    private final AtomicBoolean hanging = new AtomicBoolean();
    private volatile String refused = "";
    private volatile UnaryOperator<String> listed = UnaryOperator.identity();
    private KeyPair hostKey = newKeyPair();

    private SftpServerKit(Path root, SshServer server) {
        this.root = root;
        this.server = server;
    }

    /** Starts a server whose users' folders are under {@code root}; port 0 chooses a free one. */
    public static SftpServerKit start(Path root, int port) {
        SshServer server = SshServer.setUpDefaultServer();
        SftpServerKit kit = new SftpServerKit(root, server);
        server.setHost(HOST);
        server.setPort(port);
        // else each small answer waits for the client's delayed acknowledgement
        CoreModuleProperties.TCP_NODELAY.set(server, true);
        // others cost the processor more than the files do
        server.setKeyExchangeFactories(NamedFactory.setUpTransformedFactories(
                true, List.of(BuiltinDHFactories.curve25519, BuiltinDHFactories.ecdhp256), ServerBuilder.DH2KEX));
        server.setKeyPairProvider(session -> KeyPairProvider.wrap(kit.hostKey).loadKeys(session));
        server.setPublickeyAuthenticator(
                (user, key, session) -> kit.keys.containsKey(user) && KeyUtils.compareKeys(kit.keys.get(user), key));
        server.setPasswordAuthenticator((user, password, session) -> password.equals(kit.passwords.get(user)));
        SftpSubsystemFactory sftp = new SftpSubsystemFactory();
        sftp.addSftpEventListener(kit.new Faults());
        sftp.setFileSystemAccessor(kit.new Listing());
        server.setSubsystemFactories(List.of(sftp));
        server.setFileSystemFactory(new VirtualFileSystemFactory() {
            @Override
            public Path getUserHomeDir(org.apache.sshd.common.session.SessionContext session) {
                return kit.folder(session.getUsername());
            }
        });
        server.addSessionListener(kit.new Sessions());
        try {
            Files.createDirectories(root);
            server.start();
        } catch (IOException e) {
            throw new UncheckedIOException("the test sFTP server cannot start on port " + port, e);
        }
        return kit;
    }

    /** Lets a user in by public key and makes the folder {@code outbox}; returns the path of the private key. */
    public Path userWithKey(String user) {
        KeyPair pair = newKeyPair();
        keys.put(user, pair.getPublic());
        try {
            Files.createDirectories(folder(user).resolve("outbox"));
            Path file = root.resolve(user + ".key");
            try (OutputStream out = Files.newOutputStream(file)) {
                OpenSSHKeyPairResourceWriter.INSTANCE.writePrivateKey(pair, user, null, out);
            }
            return file;
        } catch (IOException | GeneralSecurityException e) {
            throw new IllegalStateException("the key of " + user + " cannot be written", e);
        }
    }

    /** Lets a user in by password. */
    public void userWithPassword(String user, String password) {
        passwords.put(user, password);
        try {
            Files.createDirectories(folder(user).resolve("outbox"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The folder a user sees as its root. */
    public Path folder(String user) {
        return root.resolve(user);
    }

    public String host() {
        return HOST;
    }

    public int port() {
        return server.getPort();
    }

    /** Of its host key, as ssh-keygen prints it. */
    public String fingerprint() {
        return KeyUtils.getFingerPrint(hostKey.getPublic());
    }

    /** Adds this server's host key to a known_hosts file. */
    public void addTo(Path knownHosts) {
        addTo(knownHosts, port());
    }

    /** The same for a server that is reached by another port. */
    public void addTo(Path knownHosts, int port) {
        String line = "[" + HOST + "]:" + port + " " + PublicKeyEntry.toString(hostKey.getPublic()) + "\n";
        try {
            if (knownHosts.getParent() != null) {
                Files.createDirectories(knownHosts.getParent());
            }
            Files.writeString(
                    knownHosts, line, StandardCharsets.UTF_8, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** From now on the server shows another host key, as a man in the middle would. */
    public void changeHostKey() {
        hostKey = newKeyPair();
        dropConnections();
    }

    /** Ends all connections. */
    public void dropConnections() {
        sessions.forEach(session -> session.close(true));
    }

    /** The next read at or beyond this offset of a file ends the connection, once. */
    public void dropOnceAt(long offset) {
        dropAfter.set(offset);
    }

    /** From now on files whose name begins so may not be read; no name allows all. */
    public void refuse(String beginning) {
        refused = beginning;
    }

    /** From now on reads wait, while the connection lives; or no longer. */
    public void hang(boolean on) {
        synchronized (hanging) {
            hanging.set(on);
            hanging.notifyAll();
        }
    }

    /** From now on listings show files under these names: a hostile server may show any. */
    public void listAs(UnaryOperator<String> name) {
        listed = name;
    }

    /** How many connections have been opened so far. */
    public int connectionsSoFar() {
        return logins.get();
    }

    @Override
    public void close() throws IOException {
        hang(false);
        server.stop(true);
    }

    private static KeyPair newKeyPair() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec("secp256r1"));
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has P-256", e);
        }
    }

    private final class Sessions implements SessionListener {
        @Override
        public void sessionCreated(Session session) {
            logins.incrementAndGet();
            sessions.add(session);
        }

        @Override
        public void sessionClosed(Session session) {
            sessions.remove(session);
        }
    }

    private final class Listing implements SftpFileSystemAccessor {
        @Override
        public void putRemoteFileName(
                SftpSubsystemProxy subsystem, Path path, Buffer buffer, String name, boolean shortName) {
            buffer.putString(shortName ? listed.apply(name) : name);
        }
    }

    private final class Faults implements SftpEventListener {
        @Override
        public void opening(ServerSession session, String remoteHandle, Handle localHandle) throws IOException {
            String name = String.valueOf(localHandle.getFile().getFileName());
            if (!refused.isEmpty() && name.startsWith(refused)) {
                throw new AccessDeniedException(name);
            }
        }

        @Override
        public void reading(
                ServerSession session,
                String remoteHandle,
                FileHandle localHandle,
                long offset,
                byte[] data,
                int dataOffset,
                int dataLen)
                throws IOException {
            long at = dropAfter.get();
            if (at >= 0 && offset >= at && dropAfter.compareAndSet(at, -1)) {
                session.close(true);
                throw new IOException("connection dropped on request of the test");
            }
            awaitGoingOn();
        }

        private void awaitGoingOn() throws IOException {
            synchronized (hanging) {
                while (hanging.get()) {
                    try {
                        hanging.wait();
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                        throw new InterruptedIOException("the server is stopped");
                    }
                }
            }
        }
    }
}
