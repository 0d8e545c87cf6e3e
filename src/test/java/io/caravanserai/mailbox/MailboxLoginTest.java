package io.caravanserai.mailbox;

import static io.caravanserai.mailbox.MailboxFixture.PATIENCE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.caravanserai.alert.Alerts;
import io.caravanserai.store.TestStore;
import io.caravanserai.store.TestStores;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyPair;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.sshd.client.SshClient;
import org.apache.sshd.client.session.ClientSession;
import org.apache.sshd.common.NamedFactory;
import org.apache.sshd.common.SshException;
import org.apache.sshd.common.cipher.BuiltinCiphers;
import org.apache.sshd.common.config.keys.KeyUtils;
import org.apache.sshd.common.config.keys.PublicKeyEntry;
import org.apache.sshd.common.kex.BuiltinDHFactories;
import org.apache.sshd.common.kex.KexProposalOption;
import org.apache.sshd.common.keyprovider.KeyPairProvider;
import org.apache.sshd.common.mac.BuiltinMacs;
import org.apache.sshd.common.signature.BuiltinSignatures;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Who gets in, by what, and how many. */
class MailboxLoginTest {
    private final TestStore store = TestStores.sqlite();

    @AfterEach
    void close() {
        store.close();
    }

    @ParameterizedTest
    @CsvSource({
        "ssh-ed25519, 256",
        "ecdsa-sha2-nistp256, 256",
        "ecdsa-sha2-nistp384, 384",
        "ecdsa-sha2-nistp521, 521",
        "ssh-rsa, 2048"
    })
    void theKeyOfTheMailboxOpensItAndNoOther(String type, int bits) throws Exception {
        try (MailboxFixture hub = MailboxFixture.on(store)) {
            hub.mailbox("acme");
            KeyPair key = KeyUtils.generateKeyPair(type, bits);
            hub.mailboxes().store().addKey("acme", PartnerKey.parse(PublicKeyEntry.toString(key.getPublic())));
            hub.mailbox("rival");

            assertThatCode(() -> hub.login(hub.client(), "acme", key).close()).doesNotThrowAnyException();
            assertThatThrownBy(() -> hub.login(hub.client(), "rival", key)).isInstanceOf(SshException.class);
            assertThatThrownBy(() -> hub.login(hub.client(), "nobody", key)).isInstanceOf(SshException.class);
            assertThatThrownBy(() -> hub.login(hub.client(), "../acme", key)).isInstanceOf(SshException.class);
        }
    }

    @Test
    void signaturesWithSha1AreRefused() throws Exception {
        try (MailboxFixture hub = MailboxFixture.on(store);
                SshClient old = client()) {
            hub.mailbox("acme");
            KeyPair key = KeyUtils.generateKeyPair(KeyPairProvider.SSH_RSA, 2048);
            hub.mailboxes().store().addKey("acme", PartnerKey.parse(PublicKeyEntry.toString(key.getPublic())));
            old.setSignatureFactories(List.of(BuiltinSignatures.ed25519, BuiltinSignatures.rsa));

            assertThatThrownBy(() -> hub.login(old, "acme", key)).isInstanceOf(SshException.class);
        }
    }

    private static SshClient client() {
        SshClient client = SshClient.setUpDefaultClient();
        client.setServerKeyVerifier((session, address, key) -> true);
        client.start();
        return client;
    }

    private interface Offer {
        void by(SshClient client);
    }

    /** What no client gets, though it offers nothing else. */
    @SuppressWarnings({"ImmutableEnumChecker", "deprecation"}) // a function that keeps nothing; weak on purpose
    private enum Weak implements Offer {
        CBC(client -> client.setCipherFactories(List.of(BuiltinCiphers.aes128cbc, BuiltinCiphers.aes256cbc))),
        TRIPLE_DES(client -> client.setCipherFactories(List.of(BuiltinCiphers.tripledescbc))),
        NO_CIPHER(client -> client.setCipherFactories(List.of(BuiltinCiphers.none))),
        SHA1_MAC(client -> {
            client.setCipherFactories(List.of(BuiltinCiphers.aes128ctr));
            client.setMacFactories(List.of(BuiltinMacs.hmacsha1, BuiltinMacs.hmacsha1etm));
        }),
        MD5_MAC(client -> {
            client.setCipherFactories(List.of(BuiltinCiphers.aes128ctr));
            client.setMacFactories(List.of(BuiltinMacs.hmacmd5));
        }),
        GROUP_1(client -> exchange(client, BuiltinDHFactories.dhg1)),
        GROUP_14_SHA1(client -> exchange(client, BuiltinDHFactories.dhg14)),
        GROUP_EXCHANGE_SHA1(client -> exchange(client, BuiltinDHFactories.dhgex)),
        RSA_HOST_KEY(client -> client.setSignatureFactories(
                List.of(BuiltinSignatures.rsa, BuiltinSignatures.rsaSHA512, BuiltinSignatures.nistp256)));

        private final Offer offer;

        Weak(Offer offer) {
            this.offer = offer;
        }

        @Override
        public void by(SshClient client) {
            offer.by(client);
        }

        private static void exchange(SshClient client, BuiltinDHFactories group) {
            client.setKeyExchangeFactories(NamedFactory.setUpTransformedFactories(
                    true, List.of(group), org.apache.sshd.client.ClientBuilder.DH2KEX));
        }
    }

    @ParameterizedTest
    @EnumSource(Weak.class)
    void weakAlgorithmsAreNotSpoken(Weak weak) throws Exception {
        try (MailboxFixture hub = MailboxFixture.on(store);
                SshClient client = client()) {
            hub.mailbox("acme");
            weak.by(client);

            assertThatThrownBy(() -> hub.login(client, "acme", hub.key("acme"))).isInstanceOf(IOException.class);
        }
    }

    @Test
    void whatIsSpokenIsModern() throws Exception {
        try (MailboxFixture hub = MailboxFixture.on(store)) {
            hub.mailbox("acme");
            try (ClientSession session = hub.login("acme")) {
                Map<KexProposalOption, String> offered = session.getServerKexProposals();
                assertThat(offered.values())
                        .noneMatch(names ->
                                names.matches("(?i).*(sha1|md5|cbc|arcfour|3des|none,|zlib|group1-|ssh-dss).*"));
                assertThat(offered.get(KexProposalOption.SERVERKEYS)).isEqualTo("ssh-ed25519");
                assertThat(offered.get(KexProposalOption.S2CENC)).contains("aes128-gcm@openssh.com", "aes256-ctr");
                assertThat(offered.get(KexProposalOption.ALGORITHMS))
                        .contains("curve25519-sha256", "kex-strict-s-v00@openssh.com");
                assertThat(session.getServerVersion()).isEqualTo("SSH-2.0-caravanserai");
            }
        }
    }

    @Test
    void aPasswordOpensNothingUnlessItIsSwitchedOn() throws Exception {
        String password = "correct horse battery";
        String hash = Passwords.hash(password);
        for (String on : new String[] {"false", "true"}) {
            try (MailboxFixture hub = MailboxFixture.on(store, Map.of("hub.sftp.password-login", on))) {
                hub.mailbox("keyed");
                hub.mailboxes().add(new Mailbox("acme", Mailbox.Purpose.CARRIER, hash, null, null, 1, null), List.of());

                if (on.equals("false")) {
                    assertThatThrownBy(() -> byPassword(hub, "acme", password)).isInstanceOf(SshException.class);
                } else {
                    assertThatCode(() -> byPassword(hub, "acme", password)).doesNotThrowAnyException();
                    assertThatThrownBy(() -> byPassword(hub, "acme", password + "!"))
                            .isInstanceOf(SshException.class);
                    assertThatThrownBy(() -> byPassword(hub, "keyed", "any at all"))
                            .isInstanceOf(SshException.class);
                    assertThatThrownBy(() -> byPassword(hub, "nobody", password))
                            .isInstanceOf(SshException.class);
                }
            }
        }
        assertThat(hash).isNotEqualTo(Passwords.hash(password)).doesNotContain("horse");
    }

    private static void byPassword(MailboxFixture hub, String mailbox, String password) throws IOException {
        try (ClientSession session = hub.connect(hub.client(), mailbox)) {
            session.addPasswordIdentity(password);
            session.auth().verify(PATIENCE);
        }
    }

    @Test
    void failedLoginsRaiseAnAlertForTheMailbox() throws Exception {
        try (MailboxFixture hub = MailboxFixture.on(store)) {
            hub.mailbox("acme");
            KeyPair wrong = MailboxFixture.newKey();
            for (int i = 0; i < 3; i++) {
                assertThatThrownBy(() -> hub.login(hub.client(), "acme", wrong)).isInstanceOf(SshException.class);
            }
            // the right key is let in without a wait, whoever fails in its name
            assertThatCode(() -> hub.login("acme").close()).doesNotThrowAnyException();
            assertThat(hub.alerts().list(true, 10))
                    .extracting(Alerts.Alert::kind)
                    .isEmpty();
        }
    }

    @Test
    void moreSessionsThanAllowedAreTurnedAway() throws Exception {
        try (MailboxFixture hub = MailboxFixture.on(store, Map.of("hub.sftp.sessions", "2"))) {
            hub.mailbox("acme");
            hub.mailbox("other");
            List<ClientSession> open = new ArrayList<>(List.of(hub.login("acme"), hub.login("acme")));

            assertThatThrownBy(() -> hub.sftp("acme")).isInstanceOf(IOException.class);
            assertThatCode(() -> hub.sftp("other").close()).doesNotThrowAnyException();
            assertThat(hub.server().doorman().sessions("acme")).isEqualTo(2);

            open.remove(0).close();
            await().atMost(PATIENCE).until(() -> hub.server().doorman().sessions("acme") == 1);
            assertThatCode(() -> hub.sftp("acme").close()).doesNotThrowAnyException();
            open.get(0).close();
        }
    }

    @Test
    void oneAddressCannotCrowdTheDoor() throws Exception {
        try (MailboxFixture hub = MailboxFixture.on(store)) {
            hub.mailbox("acme");
            List<ClientSession> waiting = new ArrayList<>();
            assertThatThrownBy(() -> {
                        for (int i = 0; i < 40; i++) {
                            ClientSession session = hub.connect(hub.client(), "acme");
                            waiting.add(session);
                            session.waitFor(
                                    List.of(
                                            ClientSession.ClientSessionEvent.WAIT_AUTH,
                                            ClientSession.ClientSessionEvent.CLOSED),
                                    PATIENCE);
                            session.addPublicKeyIdentity(MailboxFixture.newKey());
                            if (session.isClosed() || session.isClosing()) {
                                throw new IOException("turned away");
                            }
                        }
                    })
                    .isInstanceOf(Exception.class);
            assertThat(waiting).hasSizeLessThan(20);
            for (ClientSession session : waiting) {
                session.close(true);
            }
            await().atMost(PATIENCE).ignoreExceptions().untilAsserted(() -> hub.login("acme")
                    .close());
        }
    }

    @Test
    void aKeyThatIsRemovedOpensNothingAndItsSessionsEnd() throws Exception {
        try (MailboxFixture hub = MailboxFixture.on(store)) {
            hub.mailbox("acme");
            ClientSession session = hub.login("acme");
            String fingerprint = hub.mailboxes().store().keys("acme").get(0).fingerprint();

            hub.mailboxes().store().removeKey("acme", fingerprint);
            hub.server().doorman().turnOut("acme");

            await().atMost(PATIENCE).until(session::isClosed);
            assertThatThrownBy(() -> hub.login("acme")).isInstanceOf(SshException.class);
        }
    }

    @Test
    void theHostKeyIsMadeOnceAndReadByTheHubAlone() throws Exception {
        try (MailboxFixture hub = MailboxFixture.on(store)) {
            String fingerprint = hub.server().fingerprint();
            Path file = store.folder().resolve("keys/mailbox_host_key");

            hub.restart();

            assertThat(hub.server().fingerprint()).isEqualTo(fingerprint).startsWith("SHA256:");
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                    .isEqualTo("rw-------");
            assertThat(Files.readString(file)).startsWith("-----BEGIN OPENSSH PRIVATE KEY-----");
        }
    }
}
