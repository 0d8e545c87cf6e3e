package io.caravanserai.label.api;

import io.caravanserai.label.buy.CarrierAnswer;
import io.caravanserai.label.buy.LabelDocument;
import io.caravanserai.label.buy.SoldParcel;
import io.caravanserai.mapping.Countries;
import io.caravanserai.mapping.Expression;
import io.caravanserai.mapping.ExpressionCompiler;
import io.caravanserai.mapping.Format;
import io.caravanserai.mapping.Layout;
import io.caravanserai.mapping.Levels;
import io.caravanserai.mapping.LevelsCompiler;
import io.caravanserai.mapping.Payload;
import io.caravanserai.mapping.PayloadException;
import io.caravanserai.mapping.Scope;
import io.caravanserai.mapping.YamlNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Where numbers, documents and the carrier's complaint are in an answer.
 *
 * @param each what is there once for each parcel
 * @param numbers further numbers by name
 * @param error the carrier's own words when it says no
 */
record AnswerMapping(
        boolean xml,
        Levels each,
        Expression trackingNumber,
        Optional<Expression> shipmentNumber,
        Optional<Expression> document,
        Map<String, Expression> numbers,
        Optional<Expression> error) {
    private static final List<String> KEYS =
            List.of("format", "each", "tracking_number", "shipment_number", "document", "numbers", "error");

    static Optional<AnswerMapping> compile(YamlNode node, Countries countries) {
        Map<String, YamlNode> keys = node.entries("answer", KEYS);
        YamlNode number = keys.get("tracking_number");
        if (number == null) {
            node.problem("an answer needs 'tracking_number'");
            return Optional.empty();
        }
        YamlNode repeated = keys.get("each");
        Levels levels = repeated == null ? Levels.NONE : LevelsCompiler.compile(repeated, countries);
        ExpressionCompiler inEach = new ExpressionCompiler(levels.names(), countries);
        Map<String, Expression> numbers = new LinkedHashMap<>();
        if (keys.get("numbers") != null) {
            keys.get("numbers")
                    .entries("numbers")
                    .forEach((name, value) -> numbers.put(name, inEach.expression(value, name)));
        }
        return Optional.of(new AnswerMapping(
                LabelMapping.isXml(keys.get("format")),
                levels,
                inEach.expression(number, "tracking_number"),
                optional(keys, "shipment_number", inEach),
                optional(keys, "document", inEach),
                numbers,
                optional(keys, "error", new ExpressionCompiler(List.of(), countries))));
    }

    private static Optional<Expression> optional(Map<String, YamlNode> keys, String name, ExpressionCompiler compiler) {
        return Optional.ofNullable(keys.get(name)).map(node -> compiler.expression(node, name));
    }

    /**
     * What was sold by this answer; empty when it has no tracking number.
     *
     * @throws PayloadException when the answer cannot be read
     * @throws IllegalArgumentException when a number in it is none
     */
    Optional<CarrierAnswer.Sold> sold(byte[] body) throws PayloadException {
        return sold(payload(body));
    }

    private <N> Optional<CarrierAnswer.Sold> sold(Payload<N> payload) {
        List<SoldParcel> parcels = new ArrayList<>();
        List<String> whole = new ArrayList<>();
        each.forEach(payload.tree(), payload.root(), scope -> {
            String number = trackingNumber.value(scope);
            if (number != null) {
                parcels.add(new SoldParcel(number, furtherNumbers(scope), document(scope)));
                shipmentNumber.map(expression -> expression.value(scope)).ifPresent(whole::add);
            }
        });
        return parcels.isEmpty()
                ? Optional.empty()
                : Optional.of(new CarrierAnswer.Sold(whole.stream().findFirst(), parcels));
    }

    private <N> Map<String, String> furtherNumbers(Scope<N> scope) {
        Map<String, String> found = new LinkedHashMap<>();
        numbers.forEach((name, expression) -> {
            String value = expression.value(scope);
            if (value != null) {
                found.put(name, value);
            }
        });
        return found;
    }

    private <N> Optional<LabelDocument> document(Scope<N> scope) {
        return document.map(expression -> expression.value(scope)).flatMap(Documents::decode);
    }

    /** The carrier's words about what is wrong; empty when it says none that can be found. */
    Optional<String> complaint(byte[] body) {
        if (error.isEmpty()) {
            return Optional.empty();
        }
        try {
            return Optional.ofNullable(complaint(payload(body), error.get()));
        } catch (PayloadException e) {
            return Optional.empty();
        }
    }

    private static <N> @Nullable String complaint(Payload<N> payload, Expression error) {
        List<String> found = new ArrayList<>();
        Levels.NONE.forEach(payload.tree(), payload.root(), scope -> error.values(scope, found));
        return found.isEmpty() ? null : String.join("; ", found);
    }

    private Payload<?> payload(byte[] body) throws PayloadException {
        return Payload.parse(xml ? Format.XML : Format.JSON, Layout.NONE, body, null);
    }
}
