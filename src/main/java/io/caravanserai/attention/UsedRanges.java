package io.caravanserai.attention;

import io.caravanserai.label.sscc.SsccRange;
import io.caravanserai.label.sscc.SsccRangeStore;
import java.time.Clock;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Accounts whose numbers for logistic units are used up or nearly so. */
final class UsedRanges implements Matters {
    private final SsccRangeStore ranges;
    private final Clock clock;

    UsedRanges(SsccRangeStore ranges, Clock clock) {
        this.ranges = ranges;
        this.clock = clock;
    }

    @Override
    public Kind kind() {
        return Kind.SSCC;
    }

    private Stream<SsccRange> used() {
        return ranges.all().stream().filter(SsccRange::active).filter(range -> range.state() != SsccRange.State.OK);
    }

    @Override
    public long count() {
        return used().count();
    }

    @Override
    public List<Listed> list(int limit, String before) {
        return used().filter(range -> range.accountNumber().compareTo(before) > 0)
                .sorted(Comparator.comparing(SsccRange::accountNumber))
                .limit(limit)
                .map(range -> new Listed(matter(range), range.accountNumber()))
                .toList();
    }

    private Matter matter(SsccRange range) {
        boolean over = range.state() == SsccRange.State.USED_UP;
        long left = range.size() - range.taken();
        return new Matter(
                kind(),
                range.accountNumber(),
                "account " + range.accountNumber(),
                over
                        ? "The numbers (SSCC) of prefix " + range.prefix() + " are used up."
                        : "Of the numbers (SSCC) of prefix " + range.prefix() + " " + left + " are left.",
                over
                        ? "No label of the hub's own can be made for this account."
                        : "Once they are used up no label is made.",
                "Give the account a further GS1 company prefix or extension digit: ./hub account sscc --help says how.",
                clock.instant(),
                clock.instant(),
                1,
                Map.of("left", String.valueOf(left)));
    }
}
