package io.caravanserai.mailbox;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.ToIntFunction;
import org.apache.sshd.common.SshConstants;
import org.apache.sshd.common.session.Session;
import org.apache.sshd.common.session.SessionListener;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Keeps the number of sessions in bounds: of those that have not logged in yet, and of each mailbox. */
final class Doorman implements SessionListener {
    private static final Logger LOG = LoggerFactory.getLogger(Doorman.class);
    private static final int MOST_AT_THE_DOOR = 64;
    private static final int MOST_OF_AN_ADDRESS = 16;

    private final LoginCheck login;
    private final MailboxStore store;
    private final ToIntFunction<String> mostOf;
    private final Map<Session, Caller> atTheDoor = new ConcurrentHashMap<>();
    private final Map<Session, String> inside = new ConcurrentHashMap<>();

    /** @param mostOf most sessions of a mailbox */
    Doorman(LoginCheck login, MailboxStore store, ToIntFunction<String> mostOf) {
        this.login = login;
        this.store = store;
        this.mostOf = mostOf;
    }

    @Override
    public void sessionCreated(Session session) {
        Caller caller = Caller.of(session);
        synchronized (atTheDoor) {
            long same = atTheDoor.values().stream()
                    .filter(other -> other.address().equals(caller.address()))
                    .count();
            if (atTheDoor.size() < MOST_AT_THE_DOOR && same < MOST_OF_AN_ADDRESS) {
                atTheDoor.put(session, caller);
                return;
            }
        }
        session.close(true);
    }

    @Override
    public void sessionEvent(Session session, Event event) {
        if (event != Event.Authenticated) {
            return;
        }
        atTheDoor.remove(session);
        String mailbox = session.getUsername();
        int most = mostOf.applyAsInt(mailbox);
        synchronized (inside) {
            if (sessions(mailbox) < most) {
                inside.put(session, mailbox);
                Caller.of(session).letIn();
            }
        }
        if (Caller.of(session).isInside()) {
            store.loggedIn(mailbox);
            LOG.info(
                    "partner logged in mailbox={} address={}",
                    mailbox,
                    Caller.of(session).address());
        } else {
            turnAway(session, mailbox, most);
        }
    }

    private static void turnAway(Session session, String mailbox, int most) {
        LOG.warn("too many sessions mailbox={} most={}", mailbox, most);
        try {
            session.disconnect(
                    SshConstants.SSH2_DISCONNECT_TOO_MANY_CONNECTIONS,
                    "This mailbox has " + most + " sessions open, which is the most it may have: close one.");
        } catch (IOException e) {
            session.close(true);
        }
    }

    @Override
    public void sessionClosed(Session session) {
        Caller waiting = atTheDoor.remove(session);
        if (waiting != null) {
            login.leftWithout(waiting);
        }
        inside.remove(session);
    }

    /** How many sessions a mailbox has. */
    int sessions(String mailbox) {
        return (int) inside.values().stream().filter(mailbox::equals).count();
    }

    /** Ends all sessions of a mailbox. */
    void turnOut(String mailbox) {
        List.copyOf(inside.entrySet()).stream()
                .filter(entry -> entry.getValue().equals(mailbox))
                .forEach(entry -> entry.getKey().close(true));
    }
}
