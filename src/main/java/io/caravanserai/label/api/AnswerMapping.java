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
 * @param trackingNumber of each; empty for an answer that sells nothing
 * @param error the carrier's own words when it says no
 * @param rejected what is there when the carrier surely did nothing, whatever the HTTP status
 * @param absent what is there when the carrier does not know the label; then nothing else counts as saying so
 */
record AnswerMapping(
        boolean xml,
        Levels each,
        Optional<Expression> trackingNumber,
        Optional<Expression> shipmentNumber,
        Optional<Expression> document,
        Map<String, Expression> numbers,
        Optional<Expression> error,
        Optional<Expression> rejected,
        Optional<Expression> absent) {
    private static final List<String> KEYS = List.of(
            "format",
            "each",
            "tracking_number",
            "shipment_number",
            "document",
            "numbers",
            "error",
            "rejected",
            "absent");

    /** @param sells whether it must have a tracking number */
    static Optional<AnswerMapping> compile(YamlNode node, Countries countries, boolean sells) {
        Map<String, YamlNode> keys = node.entries("answer", KEYS);
        YamlNode number = keys.get("tracking_number");
        if (number == null && sells) {
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
        ExpressionCompiler inDocument = new ExpressionCompiler(List.of(), countries);
        return Optional.of(new AnswerMapping(
                LabelMapping.isXml(keys.get("format")),
                levels,
                optional(keys, "tracking_number", inEach),
                optional(keys, "shipment_number", inEach),
                optional(keys, "document", inEach),
                numbers,
                optional(keys, "error", inDocument),
                optional(keys, "rejected", inDocument),
                optional(keys, "absent", inDocument)));
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
            String number =
                    trackingNumber.map(expression -> expression.value(scope)).orElse(null);
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
        return found(error, body);
    }

    /** The carrier surely did nothing: what says so, or its words about what is wrong. */
    Optional<String> rejection(byte[] body) {
        return found(rejected, body).map(sign -> complaint(body).orElse(sign));
    }

    /** Whether the answer says by itself that the carrier does not know the label. */
    boolean isAbsence(byte[] body) {
        return found(absent, body).isPresent();
    }

    private Optional<String> found(Optional<Expression> expression, byte[] body) {
        if (expression.isEmpty()) {
            return Optional.empty();
        }
        try {
            return Optional.ofNullable(text(payload(body), expression.get()));
        } catch (PayloadException e) {
            return Optional.empty();
        }
    }

    private static <N> @Nullable String text(Payload<N> payload, Expression expression) {
        List<String> found = new ArrayList<>();
        Levels.NONE.forEach(payload.tree(), payload.root(), scope -> expression.values(scope, found));
        return found.isEmpty() ? null : String.join("; ", found);
    }

    private Payload<?> payload(byte[] body) throws PayloadException {
        return Payload.parse(xml ? Format.XML : Format.JSON, Layout.NONE, body, null);
    }
}
