package io.caravanserai.harmonize;

import io.caravanserai.GeneratedPage;
import io.caravanserai.mapping.Format;
import io.caravanserai.mapping.FunctionWords;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** docs/mapping-reference.md is what the compiler of mappings takes. */
class MappingReferenceTest {
    private static final String HEAD =
            """
            All that may stand in a `tracking.map.yaml`, by the compiler that reads it; a key that is not here is refused with
            file, line and the key that was probably meant. How to write a mapping tells the [integrator's guide](integrator-guide.md),
            and, with more words and the tables beside it, [edi-mappings/README.md](../edi-mappings/README.md).
            """;

    private static final String EXPRESSIONS =
            """

            ## Expressions

            ```text
            expression = concat { '|' concat }              the first that is present; blank counts as absent
            concat     = term { '+' term }                  joined; absent when any part is
            term       = 'literal' | function '(' expression { ',' 'literal' } ')' | path
            path       = level or $ or field { '.' field | '[' selector ']' }
            selector   = nothing: all | number from 0 | path [ '=' or '!=' value { ',' value } ]
            ```

            In place of an expression stands a value that is looked up: `{pick: expression, map: {from: to}, otherwise: text}`.

            | function | gives |
            |---|---|
            """;

    @Test
    void thePageIsCurrent() throws IOException {
        String body = HEAD
                + MappingKeys.ALL.stream().map(MappingReferenceTest::keys).collect(Collectors.joining())
                + EXPRESSIONS
                + FunctionWords.rows()
                + names();

        GeneratedPage.holds(Path.of("docs/mapping-reference.md"), "Mapping reference", body);
    }

    private static String keys(MappingKeys node) {
        return "\n## Keys of " + node.what() + "\n\n| key | |\n|---|---|\n"
                + node.keys().stream()
                        .map(key -> "| `" + key.name() + "`" + (key.isRequired() ? " (needed)" : "") + " | "
                                + GeneratedPage.cell(key.meaning()) + " |\n")
                        .collect(Collectors.joining());
    }

    private static String names() {
        return "\n## Names\n\n- Formats: " + listed(Format.NAMES.stream())
                + ".\n- Formats of times: " + listed(TimeFormat.NAMES.stream())
                + ", or a pattern of `y M d H h m s S a X z`, `MMM` for a month's name, text between `'`."
                + "\n- Format codes of EDIFACT (2379): "
                + TimeFormat.EDIFACT.entrySet().stream()
                        .sorted(Map.Entry.comparingByKey())
                        .map(code -> "`" + code.getKey() + "` is `" + code.getValue() + "`")
                        .collect(Collectors.joining(", "))
                + ".\n- Kinds of problems: "
                + Arrays.stream(ProblemRule.Kind.values())
                        .map(kind -> "`" + kind.label() + "`: " + kind.meaning())
                        .collect(Collectors.joining("; "))
                + ".\n- Bases of times: "
                + listed(Arrays.stream(TimeBasis.values()).map(TimeBasis::label)) + ".\n";
    }

    private static String listed(Stream<String> names) {
        return names.map(name -> "`" + name + "`").collect(Collectors.joining(", "));
    }
}
