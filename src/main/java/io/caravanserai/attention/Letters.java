package io.caravanserai.attention;

import io.caravanserai.deadletter.DeadLetterSource;
import io.caravanserai.deadletter.DeadLetters;
import io.caravanserai.store.Database;
import io.caravanserai.store.Sql;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What could not be read, and what no attempt could deliver. */
final class Letters implements Matters {
    private static final String WEBHOOK = "webhook";

    private final DeadLetters letters;
    private final Database database;

    Letters(DeadLetters letters, Database database) {
        this.letters = letters;
        this.database = database;
    }

    @Override
    public Kind kind() {
        return Kind.LETTER;
    }

    @Override
    public long count() {
        return Math.min(
                COUNTED,
                database.<Long>read(connection -> Sql.number(
                        connection,
                        """
                        SELECT (SELECT COUNT(*) FROM (SELECT 1 FROM dead_letter LIMIT ?) l)
                            + (SELECT COUNT(*) FROM (SELECT 1 FROM delivery WHERE status = 'dead' LIMIT ?) d)""",
                        COUNTED,
                        COUNTED)));
    }

    @Override
    public List<Listed> list(int limit, String before) {
        List<DeadLetters.Line> page =
                letters.list(new DeadLetters.Wanted(limit, null, null, null, before.isEmpty() ? null : before));
        Map<String, Customer> customers = Customer.ofDeliveries(
                database,
                page.stream()
                        .filter(line -> line.kind().equals(WEBHOOK))
                        .map(line -> line.summary().id())
                        .toList());
        return page.stream()
                .map(line ->
                        new Listed(matter(line, customers.get(line.summary().id())), line.cursor()))
                .toList();
    }

    private Matter matter(DeadLetters.Line line, @Nullable Customer customer) {
        DeadLetterSource.Summary letter = line.summary();
        boolean webhook = line.kind().equals(WEBHOOK);
        Map<String, String> details = new LinkedHashMap<>(customer == null ? Map.of() : customer.details());
        details.put("stage", letter.stage());
        details.put("place", letter.place());
        details.put("source", letter.source());
        details.put("size", String.valueOf(letter.size()));
        return new Matter(
                kind(),
                line.id(),
                subject(letter, customer),
                letter.reason(),
                webhook
                        ? "The customer has not got this message and nobody tries any more."
                        : "What is in it has reached nobody; its bytes are kept.",
                webhook
                        ? "Replay it once the endpoint answers again, or discard it."
                        : "Mend the mapping or ask the sender, then replay it; discard it when it is of no use.",
                Instant.ofEpochMilli(letter.firstAt()),
                Instant.ofEpochMilli(letter.lastAt()),
                letter.seen(),
                details);
    }

    private static String subject(DeadLetterSource.Summary letter, @Nullable Customer customer) {
        if (customer != null) {
            return customer.name();
        }
        return letter.carrier().isEmpty() ? "unknown sender" : letter.carrier();
    }
}
