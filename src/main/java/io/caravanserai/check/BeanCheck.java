package io.caravanserai.check;

import io.caravanserai.check.Yaml.Entry;
import io.caravanserai.mapping.Suggest;
import java.util.Optional;
import java.util.Set;
import org.snakeyaml.engine.v2.nodes.Node;

/**
 * Finds names of beans that nobody declares: Camel says so at start, without the file. Names that stand in a placeholder
 * are the Kamelet's own and left to {@link PropertyCheck}.
 */
final class BeanCheck {
    private static final String BEAN = "#bean:";
    /** Keys whose value is the name of a bean. */
    private static final Set<String> REFERENCES = Set.of("ref", "aggregationRepository", "aggregationStrategy");

    private final Set<String> known;
    private final Findings findings;

    BeanCheck(Set<String> known, Findings findings) {
        this.known = known;
        this.findings = findings;
    }

    void check(Node node) {
        for (Entry entry : Yaml.entries(node)) {
            if (!PropertyCheck.PROSE.contains(entry.key())) {
                entry.text().flatMap(text -> bean(entry.key(), text)).ifPresent(name -> check(name, entry.line()));
                check(entry.value());
            }
        }
        Yaml.items(node).forEach(this::check);
    }

    private static Optional<String> bean(String key, String text) {
        String name = text.startsWith(BEAN) ? text.substring(BEAN.length()) : text;
        boolean refers = (REFERENCES.contains(key) && !text.startsWith("#")) || text.startsWith(BEAN);
        if (key.equals("uri") && text.startsWith("bean:")) {
            name = text.substring("bean:".length()).split("\\?", 2)[0];
            refers = true;
        }
        return refers && !Placeholders.in(name) ? Optional.of(name) : Optional.empty();
    }

    private void check(String name, int line) {
        if (!known.contains(name)) {
            findings.error(
                    line,
                    "unknown bean '" + name + "'",
                    Suggest.closest(name, known)
                            .map(close -> "did you mean '" + close + "'?")
                            .orElse("declare it under 'beans:', or use one that the hub brings"));
        }
    }
}
