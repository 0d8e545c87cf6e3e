package io.caravanserai.label.sscc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.caravanserai.account.AccountStore;
import io.caravanserai.budget.StandingClock;
import io.caravanserai.label.gs1.CheckDigit;
import io.caravanserai.store.Database;
import io.caravanserai.store.OnBothStores;
import io.caravanserai.store.TestStore;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

class SsccNumbersTest {
    private static final Clock CLOCK = Clock.systemUTC();

    @OnBothStores
    void twoNodesGiveEachNumberOnce(TestStore store) throws Exception {
        // Given two nodes on one store and an account with a range of its own
        String account = account(store.database());
        set(store.database(), account, "3", "4012345", null, null);
        List<SsccNumbers> nodes = List.of(node(store.database()), node(store.database()));

        // When eight threads of each take numbers
        ExecutorService threads = Executors.newFixedThreadPool(16);
        List<Future<List<String>>> taken = IntStream.range(0, 16)
                .mapToObj(i -> threads.submit(() -> take(nodes.get(i % 2), account, 130)))
                .toList();
        List<String> all = new ArrayList<>();
        for (Future<List<String>> each : taken) {
            all.addAll(each.get());
        }
        threads.shutdown();

        // Then none is there twice, and all are of the range and have their check digit
        assertThat(all).hasSize(16 * 130).doesNotHaveDuplicates().allSatisfy(sscc -> assertThat(sscc)
                .hasSize(18)
                .startsWith("34012345")
                .matches(CheckDigit::isGood));
    }

    @OnBothStores
    void aRestartLosesTheRestOfABlockAndRepeatsNothing(TestStore store) {
        String account = account(store.database());
        set(store.database(), account, "3", "4012345", 500L, null);
        List<String> before = take(node(store.database()), account, 3);

        Database reopened = store.reopen();
        List<String> after = take(node(reopened), account, 1);

        assertThat(before.get(0)).startsWith("34012345000000500");
        assertThat(after.get(0)).startsWith("34012345" + String.format("%09d", 500 + SsccNumbers.BLOCK));
    }

    @OnBothStores
    void aNewAccountHasATestRangeOfItsOwn(TestStore store) {
        String first = account(store.database());
        String second = account(store.database());
        SsccNumbers numbers = node(store.database());

        SsccNumbers.Given given = numbers.next(first);

        assertThat(given.test()).isTrue();
        assertThat(given.sscc()).startsWith("0952000001");
        assertThat(numbers.next(second).sscc()).startsWith("0952000002");
        assertThat(new SsccRangeStore(store.database(), CLOCK).all())
                .extracting(SsccRange::accountNumber, SsccRange::test, SsccRange::active)
                .contains(tuple(first, true, true));
    }

    @OnBothStores
    void anOwnPrefixTakesOverOnEveryNodeAndGoesOnWhereItWas(TestStore store) {
        // Given two nodes in the middle of their blocks of the test range
        String account = account(store.database());
        StandingClock clock = new StandingClock(Instant.parse("2026-11-21T10:00:00Z"));
        SsccNumbers one = new SsccNumbers(new SsccRangeStore(store.database(), clock), clock);
        SsccNumbers other = new SsccNumbers(new SsccRangeStore(store.database(), clock), clock);
        one.next(account);
        other.next(account);

        // When the account gets its own prefix, then another, then the first again
        set(store.database(), account, "3", "4012345", null, null);
        clock.advance(Duration.ofSeconds(2));
        List<String> own = take(one, account, 2);
        set(store.database(), account, "4", "4012345", null, null);
        clock.advance(Duration.ofSeconds(2));
        String fromOther = other.next(account).sscc();
        set(store.database(), account, "3", "4012345", null, null);
        clock.advance(Duration.ofSeconds(2));

        // Then both follow, and no number comes again
        assertThat(own).allSatisfy(sscc -> assertThat(sscc).startsWith("34012345"));
        assertThat(fromOther).startsWith("44012345");
        assertThat(other.next(account).sscc()).startsWith("34012345" + String.format("%09d", SsccNumbers.BLOCK));
    }

    @OnBothStores
    void warnsAtNinetyPercentAndSaysWhatToDoWhenUsedUp(TestStore store) {
        // Given a range of 950 numbers
        String account = account(store.database());
        SsccRangeStore ranges = new SsccRangeStore(store.database(), CLOCK);
        set(store.database(), account, "0", "4012345", 0L, 949L);
        SsccNumbers numbers = node(store.database());

        // When all of it is taken
        take(numbers, account, 750);
        assertThat(ranges.all().get(0).state()).isEqualTo(SsccRange.State.OK);
        List<String> rest = take(numbers, account, 101);
        assertThat(ranges.all().get(0).state()).isEqualTo(SsccRange.State.NEARLY_USED_UP);
        assertThat(ranges.warn(account)).as("warned once already").isFalse();
        rest.addAll(take(numbers, account, 99));

        // Then the last number is the last of the range, and the next one is refused with the next step
        assertThat(rest.get(rest.size() - 1)).startsWith("04012345000000949");
        assertThat(ranges.all().get(0).state()).isEqualTo(SsccRange.State.USED_UP);
        assertThat(ranges.all().get(0).taken()).isEqualTo(950);
        assertThatThrownBy(() -> numbers.next(account))
                .isInstanceOf(SsccUsedUpException.class)
                .hasMessageContaining("./hub account sscc " + account);
    }

    @OnBothStores
    void refusesPrefixesThatOverlap(TestStore store) {
        String account = account(store.database());
        String rival = account(store.database());
        set(store.database(), account, "3", "4012345", null, null);

        for (String prefix : List.of("4012345", "40123456", "401234")) {
            assertThat(set(store.database(), rival, "3", prefix, null, null))
                    .isInstanceOf(SsccRangeStore.Change.Refused.class);
        }
        assertThat(set(store.database(), rival, "4", "4012345", null, null))
                .isInstanceOf(SsccRangeStore.Change.Done.class);
        assertThat(set(store.database(), "A0", "5", "4012345", null, null))
                .isInstanceOf(SsccRangeStore.Change.NoAccount.class);
    }

    @OnBothStores
    void anUnknownAccountHasNoNumbers(TestStore store) {
        assertThatThrownBy(() -> node(store.database()).next("A0")).hasMessageContaining("no account A0");
    }

    private static String account(Database database) {
        return new AccountStore(database, CLOCK).create("Nordic Retail").accountNumber();
    }

    private static SsccNumbers node(Database database) {
        return new SsccNumbers(new SsccRangeStore(database, CLOCK), CLOCK);
    }

    private static SsccRangeStore.Change set(
            Database database,
            String account,
            String extension,
            String prefix,
            @Nullable Long first,
            @Nullable Long last) {
        return new SsccRangeStore(database, CLOCK).set(account, new SsccRange.Request(extension, prefix, first, last));
    }

    private static List<String> take(SsccNumbers numbers, String account, int count) {
        List<String> taken = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            taken.add(numbers.next(account).sscc());
        }
        return taken;
    }
}
