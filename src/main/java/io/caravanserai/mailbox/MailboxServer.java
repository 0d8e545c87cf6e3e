package io.caravanserai.mailbox;

import com.github.benmanes.caffeine.cache.Ticker;
import io.caravanserai.alert.Alerts;
import io.caravanserai.config.HubConfig;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import org.apache.sshd.common.NamedFactory;
import org.apache.sshd.common.NamedResource;
import org.apache.sshd.common.OptionalFeature;
import org.apache.sshd.common.cipher.BuiltinCiphers;
import org.apache.sshd.common.compression.BuiltinCompressions;
import org.apache.sshd.common.file.virtualfs.VirtualFileSystemFactory;
import org.apache.sshd.common.global.KeepAliveHandler;
import org.apache.sshd.common.kex.BuiltinDHFactories;
import org.apache.sshd.common.keyprovider.KeyPairProvider;
import org.apache.sshd.common.mac.BuiltinMacs;
import org.apache.sshd.common.session.Session;
import org.apache.sshd.common.session.SessionContext;
import org.apache.sshd.common.signature.BuiltinSignatures;
import org.apache.sshd.core.CoreModuleProperties;
import org.apache.sshd.server.ServerBuilder;
import org.apache.sshd.server.SshServer;
import org.apache.sshd.server.auth.UserAuthFactory;
import org.apache.sshd.server.auth.password.UserAuthPasswordFactory;
import org.apache.sshd.server.auth.pubkey.UserAuthPublicKeyFactory;
import org.apache.sshd.server.channel.ChannelSessionFactory;
import org.apache.sshd.server.forward.RejectAllForwardingFilter;
import org.apache.sshd.server.global.NoMoreSessionsHandler;
import org.apache.sshd.sftp.SftpModuleProperties;

/**
 * The sFTP server of the mailboxes (Apache MINA SSHD). It offers sFTP and nothing else: no shell, no commands, no
 * forwarding; and only algorithms that are thought safe today: nothing with SHA-1, no CBC, no group below 2048 bits.
 */
public final class MailboxServer implements AutoCloseable {
    private static final Duration LOGIN_GRACE = Duration.ofSeconds(20);
    private static final Duration IDLE = Duration.ofMinutes(10);

    private static final List<BuiltinDHFactories> EXCHANGES = List.of(
            BuiltinDHFactories.mlkem768x25519,
            BuiltinDHFactories.sntrup761x25519,
            BuiltinDHFactories.curve25519,
            BuiltinDHFactories.ecdhp256,
            BuiltinDHFactories.ecdhp384,
            BuiltinDHFactories.ecdhp521,
            BuiltinDHFactories.dhg16_512,
            BuiltinDHFactories.dhg18_512,
            BuiltinDHFactories.dhg14_256);

    private static final List<BuiltinCiphers> CIPHERS = List.of(
            BuiltinCiphers.aes128gcm,
            BuiltinCiphers.aes256gcm,
            BuiltinCiphers.cc20p1305_openssh,
            BuiltinCiphers.aes128ctr,
            BuiltinCiphers.aes192ctr,
            BuiltinCiphers.aes256ctr);

    private static final List<BuiltinMacs> MACS = List.of(
            BuiltinMacs.hmacsha256etm, BuiltinMacs.hmacsha512etm, BuiltinMacs.hmacsha256, BuiltinMacs.hmacsha512);

    private static final List<BuiltinSignatures> SIGNATURES = List.of(
            BuiltinSignatures.ed25519,
            BuiltinSignatures.nistp256,
            BuiltinSignatures.nistp384,
            BuiltinSignatures.nistp521,
            BuiltinSignatures.rsaSHA512,
            BuiltinSignatures.rsaSHA256);

    private final SshServer server;
    private final HostKey hostKey;
    private final Doorman doorman;
    private final ScheduledExecutorService timer;

    private MailboxServer(SshServer server, HostKey hostKey, Doorman doorman, ScheduledExecutorService timer) {
        this.server = server;
        this.hostKey = hostKey;
        this.doorman = doorman;
        this.timer = timer;
    }

    /**
     * Puts right what a crash left, and lets partners in.
     *
     * @param dataDir where the host key is kept
     * @throws IllegalStateException when the port cannot be bound or the host key cannot be used
     */
    public static MailboxServer start(Mailboxes mailboxes, Path dataDir, Alerts alerts) {
        HubConfig.Sftp config = mailboxes.config();
        mailboxes.arrivals().recover();
        HostKey hostKey = HostKey.in(dataDir.resolve("keys"));
        ScheduledExecutorService timer = Executors.newScheduledThreadPool(2, MailboxServer::daemon);
        LoginCheck login = new LoginCheck(mailboxes.store(), new LoginGuard(alerts, Ticker.systemTicker()), timer);
        Doorman doorman = new Doorman(login, mailboxes.store(), mailboxes::mostSessions);
        SshServer server = SshServer.setUpDefaultServer();
        server.setHost(config.host());
        server.setPort(config.port());
        server.setKeyPairProvider(KeyPairProvider.wrap(hostKey.pair()));
        algorithms(server);
        logins(server, login, config.passwordLogin());
        limits(server);
        server.addSessionListener(doorman);
        server.setSubsystemFactories(List.of(MailboxSftp.factory(new JailedFiles(mailboxes))));
        server.setFileSystemFactory(new Homes(mailboxes));
        try {
            server.start();
        } catch (IOException e) {
            timer.shutdownNow();
            throw new IllegalStateException(
                    "the mailbox cannot listen on " + config.host() + ":" + config.port() + ": " + e.getMessage(), e);
        }
        return new MailboxServer(server, hostKey, doorman, timer);
    }

    private static void algorithms(SshServer server) {
        server.setKeyExchangeFactories(NamedFactory.setUpTransformedFactories(true, EXCHANGES, ServerBuilder.DH2KEX));
        server.setCipherFactories(List.copyOf(usable(CIPHERS)));
        server.setMacFactories(List.copyOf(usable(MACS)));
        server.setSignatureFactories(List.copyOf(usable(SIGNATURES)));
        server.setCompressionFactories(List.of(BuiltinCompressions.none));
    }

    /** Those that this Java can do. */
    private static <T extends NamedResource & OptionalFeature> List<T> usable(List<T> wanted) {
        return wanted.stream().filter(OptionalFeature::isSupported).toList();
    }

    private static void logins(SshServer server, LoginCheck login, boolean passwords) {
        List<UserAuthFactory> ways = new ArrayList<>(List.of(UserAuthPublicKeyFactory.INSTANCE));
        server.setPublickeyAuthenticator(login);
        if (passwords) {
            ways.add(UserAuthPasswordFactory.INSTANCE);
            server.setPasswordAuthenticator(login);
        }
        server.setUserAuthFactories(ways);
        server.setKeyboardInteractiveAuthenticator(null);
        server.setHostBasedAuthenticator(null);
        server.setGSSAuthenticator(null);
    }

    private static void limits(SshServer server) {
        server.setShellFactory(null);
        server.setCommandFactory(null);
        server.setAgentFactory(null);
        server.setForwardingFilter(RejectAllForwardingFilter.INSTANCE);
        server.setChannelFactories(List.of(ChannelSessionFactory.INSTANCE));
        server.setGlobalRequestHandlers(List.of(KeepAliveHandler.INSTANCE, NoMoreSessionsHandler.INSTANCE));
        CoreModuleProperties.SERVER_IDENTIFICATION.set(server, "caravanserai");
        CoreModuleProperties.AUTH_TIMEOUT.set(server, LOGIN_GRACE);
        CoreModuleProperties.MAX_AUTH_REQUESTS.set(server, 6);
        CoreModuleProperties.IDLE_TIMEOUT.set(server, IDLE);
        CoreModuleProperties.MAX_CONCURRENT_CHANNELS.set(server, 4);
        // else each small answer waits for the client's delayed acknowledgement
        CoreModuleProperties.TCP_NODELAY.set(server, true);
        SftpModuleProperties.MAX_OPEN_HANDLES_PER_SESSION.set(server, 64);
        SftpModuleProperties.AUTO_FOLLOW_LINKS.set(server, false);
        SftpModuleProperties.CLIENT_EXTENSIONS.set(server, "none");
        SftpModuleProperties.OPENSSH_EXTENSIONS.set(
                server, "posix-rename@openssh.com=1,fsync@openssh.com=1,limits@openssh.com=1");
    }

    private static Thread daemon(Runnable work) {
        Thread thread = new Thread(work, "hub-mailbox-login");
        thread.setDaemon(true);
        return thread;
    }

    /** Where each partner is locked in. */
    private static final class Homes extends VirtualFileSystemFactory {
        private final Mailboxes mailboxes;

        Homes(Mailboxes mailboxes) {
            this.mailboxes = mailboxes;
        }

        @Override
        public Path getUserHomeDir(SessionContext session) throws IOException {
            if (!(session instanceof Session inside && Caller.of(inside).isInside())) {
                throw new IOException("nobody is logged in");
            }
            Home home = mailboxes.home(inside.getUsername());
            home.make();
            return home.root();
        }
    }

    /** The port it listens on. */
    public int port() {
        return server.getPort();
    }

    /** By what partners know that they talk to this hub. */
    public String fingerprint() {
        return hostKey.fingerprint();
    }

    HostKey hostKey() {
        return hostKey;
    }

    Doorman doorman() {
        return doorman;
    }

    @Override
    public void close() throws IOException {
        server.stop(true);
        timer.shutdownNow();
    }
}
