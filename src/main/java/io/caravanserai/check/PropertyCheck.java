package io.caravanserai.check;

import io.caravanserai.check.Yaml.Entry;
import io.caravanserai.config.Settings;
import io.caravanserai.mapping.Suggest;
import java.util.Collection;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Predicate;
import org.snakeyaml.engine.v2.nodes.Node;

/** Finds placeholders without default whose property nobody provides: Camel would refuse the route at start. */
final class PropertyCheck {
    /** Texts for people; Camel does not fill in placeholders there. */
    static final Set<String> PROSE = Set.of("description", "note", "title", "example");

    private final Predicate<String> provided;
    private final BiConsumer<Integer, String> missing;

    /**
     * @param provided whether a property has a value
     * @param missing told the line and the property
     */
    PropertyCheck(Predicate<String> provided, BiConsumer<Integer, String> missing) {
        this.provided = provided;
        this.missing = missing;
    }

    void check(Node node) {
        for (Entry entry : Yaml.entries(node)) {
            if (!PROSE.contains(entry.key())) {
                entry.text().ifPresent(text -> check(entry.line(), text));
                check(entry.value());
            }
        }
        for (Node item : Yaml.items(node)) {
            Yaml.text(item).ifPresent(text -> check(Yaml.line(item), text));
            check(item);
        }
    }

    void check(int line, String text) {
        for (Placeholders.Use use : Placeholders.uses(text)) {
            if (use.standIn() == null && !use.optional() && !provided.test(use.name())) {
                missing.accept(line, use.name());
            }
        }
    }

    /**
     * The words for a route's author.
     *
     * @param known properties that have a value, one of which may be meant
     */
    static void note(Findings findings, int line, String property, Collection<String> known) {
        findings.error(
                line,
                "missing property " + property,
                Suggest.nearest(property, known, 3)
                                .map(close -> "did you mean '" + close + "'? else ")
                                .orElse("")
                        + "set " + Settings.environmentName(property) + ", or give a default: {{" + property
                        + ":...}}");
    }
}
