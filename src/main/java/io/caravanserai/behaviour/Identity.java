package io.caravanserai.behaviour;

import io.caravanserai.event.Ids;
import io.caravanserai.store.Sql;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Decides whose a payload is, inside the transaction that keeps its events. A session's row is made or taken over only
 * once: of many first events at once one makes the profile, the others wait for its commit and find it, on every node.
 */
final class Identity {
    private final Connection connection;
    private final SessionRows sessions;
    private final Claim claim;
    private final long now;

    private Identity(Connection connection, Claim claim, long now) {
        this.connection = connection;
        this.sessions = new SessionRows(connection, claim.sourceId(), now);
        this.claim = claim;
        this.now = now;
    }

    /**
     * What the caller says.
     *
     * @param sourceId where it came in
     * @param profileId whom the caller takes the visitor for
     * @param staticProfile whether the source's word about the profile always counts
     * @param profileLess whether nobody is to be known
     * @param saveSession whether the session is kept; when not, it counts for nothing
     * @param saveProfile whether a new profile is kept
     * @param context what a new session begins with, JSON
     * @param hasEvents whether there are events, which begin another visit when the last one ended
     */
    record Claim(
            String sourceId,
            Optional<String> sessionId,
            Optional<String> profileId,
            boolean staticProfile,
            boolean profileLess,
            boolean saveSession,
            boolean saveProfile,
            String context,
            boolean hasEvents) {
        /** The profile the caller is told: a static source hears the id it sent, and who is not to be known hears none. */
        Optional<String> answered(Optional<String> profile) {
            if (profileLess) {
                return Optional.empty();
            }
            return staticProfile ? profileId.or(() -> profile) : profile;
        }
    }

    /** Whose it is; the session and the profile are in the store when the claim wants them there. */
    static Visit resolve(Connection connection, Claim claim, long now) throws SQLException {
        Identity identity = new Identity(connection, claim, now);
        String sessionId = claim.sessionId().orElseGet(() -> UUID.randomUUID().toString());
        if (claim.profileLess()) {
            return identity.nobody(sessionId);
        }
        return claim.staticProfile() && claim.profileId().isPresent()
                ? identity.insisted(sessionId, claim.profileId().get())
                : identity.believed(sessionId);
    }

    private Visit nobody(String sessionId) throws SQLException {
        Optional<SessionRow> known = foundOrMade(sessionId, null);
        return visit(sessionId, known, Optional.empty(), Optional.empty(), known.isEmpty());
    }

    /** A static source: the profile it names, which is made when there is none. */
    private Visit insisted(String sessionId, String sent) throws SQLException {
        Optional<String> living = ProfileRows.living(connection, sent);
        boolean made = living.isEmpty() && claim.saveProfile() && insertProfile(sent);
        String profile = living.orElse(sent);
        Optional<SessionRow> known = foundOrMade(sessionId, profile);
        if (claim.saveSession() && known.isPresent()) {
            sessions.bind(sessionId, profile);
        }
        boolean opened = known.isEmpty() && (made || isSessionNamed());
        Visit visit = visit(sessionId, known, Optional.of(profile), Optional.of(sent), opened);
        return made ? visit.withNewProfile() : visit;
    }

    /** Any other source: the session wins over the profile sent, which counts only when it is known. */
    private Visit believed(String sessionId) throws SQLException {
        while (true) {
            Optional<SessionRow> known = sessions.find(sessionId);
            Optional<String> living = known.flatMap(SessionRow::living);
            if (living.isPresent()) {
                return visit(sessionId, known, living, living, false);
            }
            Optional<String> sent = claim.profileId().isPresent()
                    ? ProfileRows.living(connection, claim.profileId().get())
                    : Optional.empty();
            // behind a session whose profile is gone stands somebody new, whatever is sent
            boolean orphan = known.flatMap(SessionRow::bound).isPresent();
            boolean isNew = sent.isEmpty() || orphan;
            String profile = isNew ? Ids.next(now) : sent.get();
            if (!claim.saveSession() || taken(sessionId, known, profile)) {
                if (isNew && claim.saveProfile()) {
                    insertProfile(profile);
                }
                boolean opened = isNew || (known.isEmpty() && isSessionNamed());
                Visit visit = visit(sessionId, known, Optional.of(profile), Optional.of(profile), opened);
                return isNew ? visit.withNewProfile() : visit;
            }
            // another call was first: what it made is there now
        }
    }

    /** The session as it is in the store; empty when this call made it or it is not kept. */
    private Optional<SessionRow> foundOrMade(String sessionId, @Nullable String profile) throws SQLException {
        Optional<SessionRow> known = sessions.find(sessionId);
        boolean late = known.isEmpty() && claim.saveSession() && !sessions.insert(sessionId, profile, claim.context());
        return late ? sessions.find(sessionId) : known;
    }

    /** Who comes with a known profile but without session is in the midst of a visit: nothing begins. */
    private boolean isSessionNamed() {
        return claim.sessionId().isPresent();
    }

    private boolean taken(String sessionId, Optional<SessionRow> known, String profile) throws SQLException {
        return known.isEmpty()
                ? sessions.insert(sessionId, profile, claim.context())
                : sessions.rebind(sessionId, known.get().bound().orElse(null), profile);
    }

    private Visit visit(
            String sessionId,
            Optional<SessionRow> known,
            Optional<String> profile,
            Optional<String> answered,
            boolean opened)
            throws SQLException {
        if (!claim.saveSession()) {
            return new Visit(sessionId, known, profile, answered, false, false, false);
        }
        boolean again =
                claim.hasEvents() && known.map(SessionRow::visitEnded).orElse(false) && sessions.beginVisit(sessionId);
        return new Visit(sessionId, known, profile, answered, false, opened, opened || again);
    }

    private boolean insertProfile(String id) throws SQLException {
        return Sql.update(
                        connection,
                        "INSERT INTO profile (id, created_at, updated_at) VALUES (?,?,?) ON CONFLICT (id) DO NOTHING",
                        id,
                        now,
                        now)
                == 1;
    }
}
