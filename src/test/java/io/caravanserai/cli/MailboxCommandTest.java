package io.caravanserai.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.caravanserai.runtime.TestHub;
import io.caravanserai.testkit.PartnerClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** From {@code ./hub new carrier --by mailbox} and {@code ./hub mailbox add} to the carrier's file on the backbone. */
class MailboxCommandTest {
    @TempDir
    Path folder = Path.of("unset");

    @Test
    void aNewCarrierSendsItsFirstFileToItsMailbox() throws Exception {
        ProjectCopy project = ProjectCopy.in(folder);
        ProjectCopy.Ended made = project.makeCarrier("small_vans", "--by", "mailbox", "--format", "csv");
        assertThat(made.code()).as(made.err()).isZero();
        assertThat(project.check().out()).contains("no findings");
        Map<String, String> settings = new LinkedHashMap<>();
        settings.put("hub.routes.dir", project.routes().toString());
        settings.put("hub.mappings.dir", project.mappings().toString());
        settings.put("carrier.small_vans.mailbox.enabled", "true");
        try (TestHub hub = TestHub.onSharedBroker(folder.resolve("data"), settings);
                PartnerClient partner = PartnerClient.withNewKey(folder.resolve("vans.pub"))) {
            assertThat(String.join("\n", hub.hub().banner())).contains("sftp://127.0.0.1:", "SHA256:");

            ProjectCopy.Ended added = mailbox(
                    hub, "add", "small_vans", "--key", partner.publicKey().toString());
            assertThat(added.code()).as(added.err()).isZero();
            assertThat(added.out()).contains("sftp -P ", "small_vans@<this host>", "Host key: SHA256:");
            int port = Integer.parseInt(added.out().replaceAll("(?s).*sftp -P (\\d+).*", "$1"));
            Path sample = project.mappings().resolve("small_vans/samples/first.csv");
            partner.put(port, "small_vans", "inbox/scans.csv", Files.readAllBytes(sample));

            await().untilAsserted(() -> assertThat(mailbox(hub, "list").out())
                    .contains("small_vans", "0 files wait, 1 taken", partner.fingerprint()));
            await().untilAsserted(() -> assertThat(
                            hub.manage("GET", "/admin/stats", new byte[0]).body())
                    .contains("\"tracking_events\":2"));

            assertRefusals(hub, partner);
            assertThat(mailbox(hub, "key", "remove", "small_vans", partner.fingerprint())
                            .code())
                    .isZero();
            assertThat(mailbox(hub, "remove", "small_vans").code()).isZero();
            assertThat(mailbox(hub, "list").out()).contains("There are no mailboxes");
            assertThat(folder.resolve("data/mailbox/small_vans")).doesNotExist();
        }
    }

    private void assertRefusals(TestHub hub, PartnerClient partner) throws Exception {
        String key = partner.publicKey().toString();
        assertThat(mailbox(hub, "add", "small_vans", "--key", key).err()).contains("There is a mailbox small_vans");
        assertThat(mailbox(hub, "add", "Big Vans", "--key", key).err()).contains("name is 'Big Vans' but has to be");
        assertThat(mailbox(hub, "add", "vans").err()).contains("needs a key", "--key");
        assertThat(mailbox(hub, "add", "vans", "--key", "no.pub").err()).contains("There is no file no.pub");
        assertThat(mailbox(hub, "add", "vans", "--key", key, "--for", "all").err())
                .contains("for is 'all' but must be carrier or customer");
        assertThat(mailbox(hub, "add", "vans", "--key", key, "--quota", "much").err())
                .contains("no size: much");
        assertThat(mailbox(hub, "add", "vans", "--password-file", key).err())
                .contains("hub.sftp.password-login is off");
        assertThat(mailbox(hub, "remove", "vans").err()).contains("There is no mailbox vans");
        assertThat(mailbox(hub, "key", "remove", "small_vans", "SHA256:none").err())
                .contains("No key SHA256:none");
        Path privateKey = Files.writeString(folder.resolve("id"), "-----BEGIN OPENSSH PRIVATE KEY-----\nb3Bl\n");
        assertThat(mailbox(hub, "key", "add", "small_vans", privateKey.toString())
                        .err())
                .contains("this is a private key");
        Path dss = Files.writeString(folder.resolve("dss.pub"), "ssh-dss AAAAB3NzaC1kc3MAAACBAP old");
        assertThat(mailbox(hub, "key", "add", "small_vans", dss.toString()).err())
                .contains("begins with ssh-ed25519");
    }

    private ProjectCopy.Ended mailbox(TestHub hub, String... words) throws Exception {
        Path config = Files.writeString(
                folder.resolve("running.properties"),
                "hub.management.port=" + hub.hub().managementPort() + "\nhub.data.dir=" + folder.resolve("data")
                        + "\n");
        List<String> call = new ArrayList<>(List.of("mailbox"));
        call.addAll(List.of(words));
        call.addAll(List.of("--config", config.toString()));
        return ProjectCopy.hub(call.toArray(String[]::new));
    }
}
