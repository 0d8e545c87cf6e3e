package io.caravanserai.mailbox;

import java.security.PublicKey;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.apache.sshd.server.auth.AsyncAuthException;
import org.apache.sshd.server.auth.password.PasswordAuthenticator;
import org.apache.sshd.server.auth.pubkey.PublickeyAuthenticator;
import org.apache.sshd.server.session.ServerSession;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Says who may open which mailbox. No thread waits while an answer is held back. */
final class LoginCheck implements PublickeyAuthenticator, PasswordAuthenticator {
    private static final Logger LOG = LoggerFactory.getLogger(LoginCheck.class);

    private final MailboxStore store;
    private final LoginGuard guard;
    private final ScheduledExecutorService timer;

    /** @param timer where passwords are checked, which takes a while on purpose */
    LoginCheck(MailboxStore store, LoginGuard guard, ScheduledExecutorService timer) {
        this.store = store;
        this.guard = guard;
        this.timer = timer;
    }

    /** Whether the key is one of the mailbox's; that the partner has the private one is proved to the server later. */
    @Override
    public boolean authenticate(String name, PublicKey key, ServerSession session) {
        Caller caller = Caller.of(session);
        caller.tried(name);
        if (find(name).isPresent() && store.keys(name).stream().anyMatch(known -> known.is(key))) {
            return true;
        }
        Duration delay = guard.delay(caller.address(), caller.name());
        if (delay.isZero()) {
            return false;
        }
        AsyncAuthException later = new AsyncAuthException();
        var unused = timer.schedule(() -> later.setAuthed(false), delay.toMillis(), TimeUnit.MILLISECONDS);
        throw later;
    }

    @Override
    public boolean authenticate(String name, String password, ServerSession session) {
        Caller caller = Caller.of(session);
        caller.tried(name);
        AsyncAuthException later = new AsyncAuthException();
        var unused = timer.schedule(
                () -> later.setAuthed(isPassword(caller, name, password)),
                guard.delay(caller.address(), caller.name()).toMillis(),
                TimeUnit.MILLISECONDS);
        throw later;
    }

    private boolean isPassword(Caller caller, String name, String password) {
        try {
            Optional<Mailbox> mailbox = find(name);
            if (Passwords.matches(password, mailbox.map(Mailbox::passwordHash).orElse(null))) {
                return true;
            }
            guard.failed(caller.address(), caller.name(), mailbox.isPresent());
        } catch (RuntimeException e) {
            LOG.error("a password cannot be checked mailbox={}", caller.name(), e);
        }
        return false;
    }

    private Optional<Mailbox> find(String name) {
        return Mailbox.isName(name) ? store.find(name) : Optional.empty();
    }

    /** A session ended before anybody was let in. */
    void leftWithout(Caller caller) {
        if (!caller.name().isEmpty()) {
            guard.failed(caller.address(), caller.name(), find(caller.name()).isPresent());
        }
    }
}
