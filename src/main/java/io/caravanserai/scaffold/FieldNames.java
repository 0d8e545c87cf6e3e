package io.caravanserai.scaffold;

import io.caravanserai.mapping.Problems;
import io.caravanserai.mapping.YamlNode;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;

/**
 * What carriers call a field and how its values look, an entry of scaffold/field-names.yaml.
 *
 * @param names plain names that mean it
 * @param perhaps names that may mean it
 * @param never what no name of it contains
 * @param look what each value matches
 */
record FieldNames(Pattern names, Pattern perhaps, Pattern never, Pattern look) {
    private static final String FILE = "field-names.yaml";
    private static final Map<Role, FieldNames> ALL = read();

    static FieldNames of(Role role) {
        return Objects.requireNonNull(ALL.get(role), "no names of " + role);
    }

    private static Map<Role, FieldNames> read() {
        Problems problems = new Problems("scaffold/" + FILE);
        Map<String, YamlNode> fields = YamlNode.parse(Template.read(FILE), problems)
                .orElseThrow(() -> new IllegalStateException(String.valueOf(problems.found())))
                .entries("the names of fields");
        Map<Role, FieldNames> all = new EnumMap<>(Role.class);
        for (Role role : Role.values()) {
            String field = role.name().toLowerCase(Locale.ROOT);
            Map<String, YamlNode> keys =
                    Objects.requireNonNull(fields.get(field), field).entries(field);
            all.put(
                    role,
                    new FieldNames(
                            pattern(keys, "names"),
                            pattern(keys, "perhaps"),
                            pattern(keys, "never"),
                            pattern(keys, "looks_like")));
        }
        return all;
    }

    private static Pattern pattern(Map<String, YamlNode> keys, String key) {
        String text = Objects.requireNonNull(keys.get(key), key).text(key).orElseThrow();
        return Pattern.compile(text, Pattern.DOTALL);
    }
}
