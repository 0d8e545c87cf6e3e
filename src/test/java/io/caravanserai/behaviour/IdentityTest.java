package io.caravanserai.behaviour;

import static io.caravanserai.behaviour.BehaviourFixture.CRM;
import static io.caravanserai.behaviour.BehaviourFixture.SHOP;
import static org.assertj.core.api.Assertions.assertThat;

import io.caravanserai.store.OnBothStores;
import io.caravanserai.store.TestStore;
import io.caravanserai.store.TestStores;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every row of the decision table about session and profile, on both stores. */
class IdentityTest {
    private static final List<String> ALL = List.of(Visit.PROFILE_CREATED, Visit.VISIT_STARTED, Visit.SESSION_OPENED);
    private static final List<String> OPENED = List.of(Visit.VISIT_STARTED, Visit.SESSION_OPENED);
    private static final List<String> NONE = List.of();

    /** What the store knows before the call. */
    enum Session {
        NO_ID,
        UNKNOWN,
        OF_P1,
        OF_P1_DELETED,
        WITHOUT_PROFILE,
        OF_P1_VISIT_ENDED
    }

    enum Profile {
        NOT_SENT,
        P1,
        P2,
        FORGED,
        MERGED_INTO_P1
    }

    /** P1, or somebody who was not there before. */
    enum Answer {
        P1,
        NEW
    }

    static Stream<Arguments> table() {
        Stream<Arguments> rows = Stream.of(
                row(Session.UNKNOWN, Profile.NOT_SENT, Answer.NEW, ALL),
                row(Session.UNKNOWN, Profile.P1, Answer.P1, OPENED),
                row(Session.UNKNOWN, Profile.FORGED, Answer.NEW, ALL),
                row(Session.UNKNOWN, Profile.MERGED_INTO_P1, Answer.P1, OPENED),
                row(Session.OF_P1, Profile.NOT_SENT, Answer.P1, NONE),
                row(Session.OF_P1, Profile.P1, Answer.P1, NONE),
                row(Session.OF_P1, Profile.P2, Answer.P1, NONE),
                row(Session.OF_P1, Profile.FORGED, Answer.P1, NONE),
                row(Session.OF_P1, Profile.MERGED_INTO_P1, Answer.P1, NONE),
                row(Session.OF_P1_DELETED, Profile.NOT_SENT, Answer.NEW, ALL),
                row(Session.OF_P1_DELETED, Profile.P2, Answer.NEW, ALL),
                row(Session.OF_P1_DELETED, Profile.FORGED, Answer.NEW, ALL),
                row(Session.WITHOUT_PROFILE, Profile.NOT_SENT, Answer.NEW, ALL),
                row(Session.WITHOUT_PROFILE, Profile.FORGED, Answer.NEW, ALL),
                row(Session.WITHOUT_PROFILE, Profile.P1, Answer.P1, NONE),
                row(Session.NO_ID, Profile.NOT_SENT, Answer.NEW, ALL),
                row(Session.NO_ID, Profile.FORGED, Answer.NEW, ALL),
                row(Session.NO_ID, Profile.P1, Answer.P1, NONE),
                row(Session.OF_P1_VISIT_ENDED, Profile.NOT_SENT, Answer.P1, List.of(Visit.VISIT_STARTED)));
        List<Arguments> all = rows.toList();
        return Stream.of("sqlite", "postgresql")
                .flatMap(store -> all.stream().map(row -> Arguments.of(prepend(store, row.get()))));
    }

    private static Arguments row(Session session, Profile profile, Answer answer, List<String> events) {
        return Arguments.of(session, profile, answer, events);
    }

    private static Object[] prepend(String first, Object[] rest) {
        return Stream.concat(Stream.of(first), Stream.of(rest)).toArray();
    }

    @ParameterizedTest(name = "{0}: session {1}, profile {2} is {3}")
    @MethodSource("table")
    void tells(String kind, Session session, Profile profile, Answer answer, List<String> events) throws Exception {
        try (TestStore store = kind.equals("sqlite") ? TestStores.sqlite() : TestStores.postgresql()) {
            // Given
            BehaviourFixture hub = new BehaviourFixture(store.database());
            String p1 = hub.send(SHOP, "first", null).profileId().orElseThrow();
            String p2 = hub.send(SHOP, "second", null).profileId().orElseThrow();
            String old = hub.send(SHOP, "third", null).profileId().orElseThrow();
            hub.merge(old, p1);
            @Nullable String id = given(hub, session, p1);
            int before = id == null ? 0 : hub.systemEvents(id).size();

            // When
            BehaviourStore.Kept kept = hub.send(SHOP, id, sent(profile, p1, p2, old));

            // Then
            List<String> known = List.of(p1, p2, old, "forged");
            String told = kept.profileId().orElseThrow();
            if (answer == Answer.P1) {
                assertThat(told).isEqualTo(p1);
            } else {
                assertThat(told).isNotIn(known);
            }
            List<String> made = hub.systemEvents(kept.sessionId());
            assertThat(made.subList(before, made.size())).isEqualTo(events);
            assertThat(hub.send(SHOP, kept.sessionId(), null).profileId())
                    .as("the next call of the session")
                    .contains(told);
        }
    }

    private static @Nullable String given(BehaviourFixture hub, Session session, String p1) throws Exception {
        switch (session) {
            case NO_ID -> {
                return null;
            }
            case UNKNOWN -> {
                return "mine";
            }
            case WITHOUT_PROFILE -> hub.sendProfileLess("mine");
            case OF_P1_DELETED -> {
                hub.send(SHOP, "mine", p1);
                hub.delete(p1);
            }
            case OF_P1_VISIT_ENDED -> {
                hub.send(SHOP, "mine", p1);
                hub.keep(
                        "{\"source\":{\"id\":\"shop\"},\"session\":{\"id\":\"mine\"},\"events\":[{\"type\":\"Visit Ended\"}]}",
                        SHOP);
            }
            default -> hub.send(SHOP, "mine", p1);
        }
        return "mine";
    }

    private static @Nullable String sent(Profile profile, String p1, String p2, String old) {
        return switch (profile) {
            case NOT_SENT -> null;
            case P1 -> p1;
            case P2 -> p2;
            case FORGED -> "forged";
            case MERGED_INTO_P1 -> old;
        };
    }

    @OnBothStores
    void aStaticSourceIsBelieved(TestStore store) throws Exception {
        BehaviourFixture hub = new BehaviourFixture(store.database());
        String visitor = hub.send(SHOP, "session", null).profileId().orElseThrow();

        assertThat(hub.send(CRM, "session", "customer-1").profileId())
                .as("although the session has another")
                .contains("customer-1");
        assertThat(hub.send(CRM, "other", "customer-1").profileId()).contains("customer-1");
        assertThat(hub.systemEvents("other")).isEqualTo(OPENED);
        hub.merge("customer-1", visitor);
        assertThat(hub.send(CRM, "other", "customer-1").profileId())
                .as("the caller hears its own id")
                .contains("customer-1");
        assertThat(hub.send(SHOP, "other", null).profileId())
                .as("but the events are the survivor's")
                .contains(visitor);
        assertThat(hub.count("profile")).isEqualTo(2);
    }
}
