package io.caravanserai.mailbox;

import com.fasterxml.jackson.databind.JsonNode;
import io.caravanserai.config.Settings;
import io.caravanserai.http.HttpAnswer;
import io.caravanserai.http.HttpCall;
import io.caravanserai.http.HttpProblem;
import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** {@code /admin/mailboxes}: who has a mailbox, and which keys open it. */
public final class MailboxAdmin {
    private static final String EXAMPLE =
            "send {\"name\": \"acme\", \"for\": \"carrier\", \"key\": \"ssh-ed25519 AAAA...\"}";

    private final Mailboxes mailboxes;
    private final @Nullable MailboxServer server;
    private final Clock clock;

    /** @param server null when this node lets no partner in */
    public MailboxAdmin(Mailboxes mailboxes, @Nullable MailboxServer server, Clock clock) {
        this.mailboxes = mailboxes;
        this.server = server;
        this.clock = clock;
    }

    /**
     * {@code GET /admin/mailboxes}: 200 {@code {"server": {port, fingerprint, host_key}, "mailboxes": [...]}}; without
     * {@code server} when this node lets no partner in.
     */
    public HttpAnswer list(HttpCall call) {
        Map<String, Object> answer = new LinkedHashMap<>();
        if (server != null) {
            answer.put(
                    "server",
                    Map.of(
                            "port",
                            server.port(),
                            "fingerprint",
                            server.fingerprint(),
                            "host_key",
                            server.hostKey().publicKey()));
        }
        answer.put("mailboxes", mailboxes.store().all().stream().map(this::view).toList());
        return HttpAnswer.json(200, answer);
    }

    /**
     * {@code POST /admin/mailboxes {name, for?, key?, password?, quota?, sessions?}}: 201 with the mailbox; 409 when
     * there is one of this name, 422 for what cannot be.
     */
    public HttpAnswer add(HttpCall call) {
        JsonNode body = call.json(EXAMPLE);
        try {
            Mailbox mailbox = mailbox(body);
            String key = body.path("key").asText("");
            List<PartnerKey> keys = key.isBlank() ? List.of() : List.of(PartnerKey.parse(key));
            if (keys.isEmpty() && mailbox.passwordHash() == null) {
                throw new IllegalArgumentException("a mailbox needs a key to open it");
            }
            if (!mailboxes.add(mailbox, keys)) {
                throw HttpProblem.of(409, "There is a mailbox " + mailbox.name() + " already.");
            }
            return HttpAnswer.json(201, view(mailbox));
        } catch (IllegalArgumentException e) {
            throw HttpProblem.of(422, e.getMessage() + "; " + EXAMPLE + ".");
        }
    }

    private Mailbox mailbox(JsonNode body) {
        String password = body.path("password").asText("");
        if (!password.isEmpty() && !mailboxes.config().passwordLogin()) {
            throw new IllegalArgumentException("hub.sftp.password-login is off, so a password opens nothing");
        }
        String quota = body.path("quota").asText("");
        JsonNode sessions = body.path("sessions");
        return new Mailbox(
                body.path("name").asText(""),
                Mailbox.Purpose.of(body.path("for").asText("carrier")),
                password.isEmpty() ? null : Passwords.hash(password),
                quota.isEmpty() ? null : Settings.parseBytes(quota),
                sessions.isMissingNode() || sessions.isNull() ? null : sessions.asInt(),
                clock.millis(),
                null);
    }

    /**
     * {@code DELETE /admin/mailboxes/{name}}: 204, sessions are ended and the files set aside; 409 while files of it wait
     * to be taken, 404 when there is none.
     */
    public HttpAnswer remove(HttpCall call) throws IOException {
        String name = known(call);
        long waiting = mailboxes.arrivals().files().counts(name).ready();
        if (waiting > 0) {
            throw HttpProblem.of(
                    409, waiting + " files of mailbox " + name + " wait to be taken: let its route run first.");
        }
        mailboxes.remove(name);
        if (server != null) {
            server.doorman().turnOut(name);
        }
        return HttpAnswer.empty(204);
    }

    /** {@code POST /admin/mailboxes/{name}/keys {key}}: 201 with the mailbox; 422 for a key that is not accepted. */
    public HttpAnswer addKey(HttpCall call) {
        String name = known(call);
        try {
            mailboxes
                    .store()
                    .addKey(
                            name,
                            PartnerKey.parse(call.json("send {\"key\": \"ssh-ed25519 AAAA...\"}")
                                    .path("key")
                                    .asText("")));
        } catch (IllegalArgumentException e) {
            throw HttpProblem.of(422, String.valueOf(e.getMessage()));
        }
        return HttpAnswer.json(201, view(mailboxes.store().find(name).orElseThrow()));
    }

    /** {@code DELETE /admin/mailboxes/{name}/keys?fingerprint=SHA256:...}: 204, its sessions are ended; 404. */
    public HttpAnswer removeKey(HttpCall call) {
        String name = known(call);
        String fingerprint = call.queryParam("fingerprint").orElse("");
        if (!mailboxes.store().removeKey(name, fingerprint)) {
            throw HttpProblem.of(
                    404, "No key " + fingerprint + " opens mailbox " + name + "; GET /admin/mailboxes lists them.");
        }
        if (server != null) {
            server.doorman().turnOut(name);
        }
        return HttpAnswer.empty(204);
    }

    private String known(HttpCall call) {
        String name = call.pathParam("name");
        if (!Mailbox.isName(name) || mailboxes.store().find(name).isEmpty()) {
            throw HttpProblem.of(404, "There is no mailbox " + name + "; ./hub mailbox add makes one.");
        }
        return name;
    }

    private Map<String, @Nullable Object> view(Mailbox mailbox) {
        String name = mailbox.name();
        Space space = mailboxes.space(name);
        ArrivedFiles.Counts counts = mailboxes.arrivals().files().counts(name);
        Map<String, @Nullable Object> view = new LinkedHashMap<>();
        view.put("name", name);
        view.put("for", mailbox.purpose().word());
        view.put(
                "keys",
                mailboxes.store().keys(name).stream().map(MailboxAdmin::view).toList());
        view.put("password", mailbox.passwordHash() != null);
        view.put("quota_bytes", space.quota());
        view.put("used_bytes", space.used());
        view.put("max_sessions", mailboxes.mostSessions(name));
        view.put("sessions", server == null ? 0 : server.doorman().sessions(name));
        view.put("files_waiting", counts.ready());
        view.put("files_taken", counts.taken());
        view.put("last_file_utc", utc(counts.lastAt()));
        view.put("last_login_utc", utc(mailbox.lastLoginAt() == null ? 0 : mailbox.lastLoginAt()));
        return view;
    }

    private static Map<String, Object> view(PartnerKey key) {
        return Map.of("fingerprint", key.fingerprint(), "type", key.key().split(" ", 2)[0], "comment", key.comment());
    }

    private static @Nullable String utc(long millis) {
        return millis == 0 ? null : Instant.ofEpochMilli(millis).toString();
    }
}
