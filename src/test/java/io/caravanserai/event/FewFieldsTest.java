package io.caravanserai.event;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.IntNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;

/** Whatever is done to it, it holds what the JDK's map in order of insertion holds. */
class FewFieldsTest {
    /** One change of a map. */
    private record Change(String kind, String name, int value) {
        @SuppressWarnings("StringOperationCanBeSimplified") // a name that is equal but not the same object
        void on(Map<String, JsonNode> fields) {
            String copy = new String(name);
            switch (kind) {
                case "put" -> fields.put(copy, IntNode.valueOf(value));
                case "remove" -> fields.remove(copy);
                case "set" -> fields.entrySet().forEach(entry -> entry.setValue(IntNode.valueOf(value)));
                case "remove if" ->
                    fields.entrySet().removeIf(entry -> entry.getKey().length() == value % 4);
                default -> fields.clear();
            }
        }
    }

    @Property(tries = 2_000)
    void holdsWhatTheMapOfTheJdkHolds(@ForAll("changes") List<Change> changes) {
        Map<String, JsonNode> expected = new LinkedHashMap<>();
        Map<String, JsonNode> fields = new FewFields();

        changes.forEach(change -> {
            change.on(expected);
            change.on(fields);
        });

        assertThat(fields).isEqualTo(expected).hasSameSizeAs(expected);
        assertThat(List.copyOf(fields.keySet())).isEqualTo(List.copyOf(expected.keySet()));
        for (String name : List.of("a", "bb", "Aa", "BB", "none")) {
            assertThat(fields.get(name)).isEqualTo(expected.get(name));
            assertThat(fields.containsKey(name)).isEqualTo(expected.containsKey(name));
        }
    }

    /** Among the names are two of one hash; long lists pass the length at which it becomes a hash table. */
    @Provide
    Arbitrary<List<Change>> changes() {
        Arbitrary<String> kinds = Arbitraries.frequencyOf(
                Tuple.of(30, Arbitraries.just("put")),
                Tuple.of(4, Arbitraries.of("remove", "set")),
                Tuple.of(1, Arbitraries.of("remove if", "clear")));
        Arbitrary<String> names = Arbitraries.oneOf(
                Arbitraries.of("a", "bb", "Aa", "BB"),
                Arbitraries.integers().between(0, 60).map(n -> "n" + n));
        return Combinators.combine(kinds, names, Arbitraries.integers().between(0, 9))
                .as(Change::new)
                .list()
                .ofMaxSize(120);
    }
}
