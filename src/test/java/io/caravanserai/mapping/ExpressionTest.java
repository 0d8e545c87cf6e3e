package io.caravanserai.mapping;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.caravanserai.event.Json;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The path language, over JSON. */
class ExpressionTest {
    private static final String DOCUMENT =
            """
            {"id": 7, "empty": "", "nothing": null, "with space": "s", "flag": false,
             "lone": {"v": "one"},
             "refs": [{"type": "A", "number": "a1"}, {"type": "B", "number": "b1"}, {"type": "B", "number": "b2"}],
             "nested": [[{"v": 1}], [{"v": 2}]],
             "place": {"city": " Oslo ", "country": "NOR"}}""";

    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            quoteCharacter = '`',
            value = {
                "id ~ 7",
                "$.id ~ 7",
                "place.city ~ Oslo",
                "flag ~ false",
                "empty | place.city ~ Oslo",
                "missing.deep.path | nothing | 'x' ~ x",
                "place.city + ', ' + place.country ~ Oslo, NOR",
                "\"with space\" ~ s",
                "refs.number ~ a1",
                "refs[1].number ~ b1",
                "refs[type=B].number ~ b1",
                "refs[type!=A][1].number ~ b2",
                "refs[type=X,B].number ~ b1",
                "refs[type='B'].number ~ b1",
                "lone[].v ~ one",
                "lone[v].v ~ one",
                "nested[].v ~ 1",
                "country(place.country) ~ NO",
                "upper(place.city) ~ OSLO",
                "match(place.city, 'O(..)') ~ sl",
                "replace(place.city, '[aeiou]', '_') ~ Osl_",
                "digits(refs[0].number) ~ 1",
                "lower(missing | place.city) ~ oslo",
            })
    void findsTheValue(String expression, String expected) throws Exception {
        assertThat(value(expression)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            quoteCharacter = '`',
            value = {
                "empty ~ blank",
                "nothing ~ null",
                "place ~ an object is no value",
                "missing ~ absent",
                "place.city + missing ~ half a concatenation",
                "refs[9].number ~ no such index",
                "refs[type=C].number ~ nothing passes the filter",
                "number(place.city) ~ no number",
                "country(place.city) ~ no country",
            })
    void isAbsent(String expression, String why) throws Exception {
        assertThat(value(expression)).as(why).isNull();
    }

    @Test
    void takesAllValuesWhereManyAreWanted() throws Exception {
        List<String> all = new ArrayList<>();
        compile("refs[type=B].number").values(scope(), all);
        assertThat(all).containsExactly("b1", "b2");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            quoteCharacter = '`',
            value = {
                "pakage.number ~ did you mean 'package'",
                "uper(id) ~ did you mean 'upper'",
                "a..b ~ a name expected before '.' at character 3",
                "a[b ~ ']' expected",
                "'open ~ closing ' is missing",
                "a b ~ not understood from 'b'",
                "match(a) ~ match() takes a value and a pattern",
                "match(a, '(') ~ bad pattern",
            })
    void saysWhatIsWrongAndWhere(String expression, String message) {
        assertThatThrownBy(() -> ExpressionParser.parse(expression, List.of("shipment", "package"), new Countries()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(message);
    }

    @Test
    void aFieldThatLooksLikeALevelIsReachedFromTheDocument() throws Exception {
        Expression expression = ExpressionParser.parse("$.lone.v", List.of("line"), new Countries());
        assertThat(expression.value(new Scope<>(JsonTree.INSTANCE, document(), 1)))
                .isEqualTo("one");
    }

    private static @Nullable String value(String expression) throws Exception {
        return compile(expression).value(scope());
    }

    private static Expression compile(String expression) {
        return ExpressionParser.parse(expression, List.of(), new Countries());
    }

    private static Scope<JsonNode> scope() throws Exception {
        return new Scope<>(JsonTree.INSTANCE, document(), 0);
    }

    private static JsonNode document() throws Exception {
        return Json.parse(DOCUMENT.getBytes(StandardCharsets.UTF_8));
    }
}
