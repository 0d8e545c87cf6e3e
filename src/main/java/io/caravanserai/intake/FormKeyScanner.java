package io.caravanserai.intake;

import io.caravanserai.event.Form;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A form or a query: names and values. */
record FormKeyScanner(List<String> names) implements KeyScanner {
    FormKeyScanner {
        names = List.copyOf(names);
    }

    @Override
    public @Nullable String scan(byte[] body) throws BadInput {
        try {
            Map<String, List<String>> fields =
                    Form.parse(new String(body, StandardCharsets.UTF_8), StandardCharsets.UTF_8);
            return names.stream()
                    .flatMap(name -> fields.getOrDefault(name, List.of()).stream())
                    .filter(value -> !value.isBlank())
                    .findFirst()
                    .orElse(null);
        } catch (IllegalArgumentException e) {
            throw new BadInput("not a form: " + e.getMessage(), "line 1, column 1");
        }
    }
}
