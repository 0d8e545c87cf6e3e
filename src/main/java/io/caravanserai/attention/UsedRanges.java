package io.caravanserai.attention;

import io.caravanserai.label.sscc.SsccRange;
import io.caravanserai.label.sscc.SsccRangeStore;
import io.caravanserai.store.Database;
import java.time.Clock;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/** Accounts whose numbers for logistic units are used up or nearly so. */
final class UsedRanges implements Matters {
    private final Database database;
    private final SsccRangeStore ranges;
    private final Clock clock;

    UsedRanges(Database database) {
        this.database = database;
        this.clock = database.clock();
        this.ranges = new SsccRangeStore(database, clock);
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
        List<SsccRange> page = used().filter(range -> range.accountNumber().compareTo(before) > 0)
                .sorted(Comparator.comparing(SsccRange::accountNumber))
                .limit(limit)
                .toList();
        Map<String, Customer> customers = Customer.ofAccounts(
                database, page.stream().map(SsccRange::accountNumber).toList());
        return page.stream()
                .map(range -> new Listed(
                        matter(range, Objects.requireNonNull(customers.get(range.accountNumber()))),
                        range.accountNumber()))
                .toList();
    }

    private Matter matter(SsccRange range, Customer customer) {
        Map<String, String> details = new HashMap<>(customer.details());
        boolean over = range.state() == SsccRange.State.USED_UP;
        long left = range.size() - range.taken();
        details.put("left", String.valueOf(left));
        return new Matter(
                kind(),
                range.accountNumber(),
                customer.name(),
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
                details);
    }
}
