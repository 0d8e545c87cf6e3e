package io.caravanserai.label.api;

import io.caravanserai.label.buy.LabelStep;
import io.caravanserai.mapping.Countries;
import io.caravanserai.mapping.MappingException;
import io.caravanserai.mapping.Problems;
import io.caravanserai.mapping.YamlNode;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** How a carrier's label API is spoken to: {@code edi-mappings/<carrier>/label.map.yaml}. */
record LabelMapping(Map<LabelStep, CallMapping> calls) {
    static final String FILE = "label.map.yaml";

    private static final List<String> KEYS = List.of("carrier", "request", "answer", "find", "fetch", "cancel");
    private static final List<String> CALL_KEYS = List.of("method", "format", "headers", "body");
    private static final List<String> FURTHER_KEYS = List.of("method", "format", "headers", "body", "answer");

    LabelMapping {
        calls = Map.copyOf(calls);
    }

    /** @throws MappingException with every fault of the file, each with its line */
    static LabelMapping load(Path mappingsDir, String carrier) throws MappingException {
        Path file = mappingsDir.resolve(carrier).resolve(FILE);
        Problems problems = new Problems(file.toString());
        Optional<LabelMapping> mapping = YamlNode.read(file, problems).flatMap(root -> compile(root, carrier));
        problems.throwIfAny();
        return mapping.orElseThrow();
    }

    CallMapping of(LabelStep step) {
        return Objects.requireNonNull(calls.get(step));
    }

    private static Optional<LabelMapping> compile(YamlNode root, String carrier) {
        Map<String, YamlNode> keys = root.entries("a label mapping", KEYS);
        YamlNode named = keys.get("carrier");
        if (named == null || !named.text("carrier").equals(Optional.of(carrier))) {
            root.problem("carrier must be '" + carrier + "', as the folder is named");
        }
        YamlNode request = keys.get("request");
        YamlNode answer = keys.get("answer");
        if (request == null || answer == null) {
            root.problem("a label mapping needs 'request' and 'answer'");
            return Optional.empty();
        }
        Countries countries = new Countries();
        Optional<AnswerMapping> usual = AnswerMapping.compile(answer, countries, true);
        if (usual.isEmpty()) {
            return Optional.empty();
        }
        CallMapping buy = CallMapping.compile(
                request, "request", "POST", false, new Sections(CALL_KEYS, countries, usual.get(), true));
        if (buy.template().isEmpty()) {
            request.problem("a request needs 'body'");
            return Optional.empty();
        }
        Map<LabelStep, CallMapping> calls = new EnumMap<>(LabelStep.class);
        calls.put(LabelStep.BUY, buy);
        Sections further = new Sections(FURTHER_KEYS, countries, usual.get(), true);
        CallMapping find = call(keys.get("find"), "find", "GET", buy, further);
        calls.put(LabelStep.FIND, find);
        calls.put(
                LabelStep.FETCH,
                keys.containsKey("fetch") ? call(keys.get("fetch"), "fetch", "GET", buy, further) : find);
        Sections cancelling = new Sections(FURTHER_KEYS, countries, usual.get(), false);
        calls.put(LabelStep.CANCEL, call(keys.get("cancel"), "cancel", "DELETE", buy, cancelling));
        return Optional.of(new LabelMapping(calls));
    }

    private static CallMapping call(
            @Nullable YamlNode node, String what, String method, CallMapping buy, Sections reading) {
        return node == null
                ? new CallMapping(method, buy.xml(), Map.of(), Optional.empty(), buy.answer())
                : CallMapping.compile(node, what, method, buy.xml(), reading);
    }

    /** @param sells whether the answer tells what was sold */
    private record Sections(List<String> keys, Countries countries, AnswerMapping usual, boolean sells)
            implements CallMapping.Reading {
        @Override
        public AnswerMapping answer(Map<String, YamlNode> entries) {
            YamlNode own = entries.get("answer");
            return own == null
                    ? usual
                    : AnswerMapping.compile(own, countries, sells).orElse(usual);
        }
    }

    /** Whether a part is XML; JSON when nothing is said. */
    static boolean isXml(@Nullable YamlNode format) {
        String word = format == null ? "json" : format.text("format").orElse("json");
        if (format != null && !word.equals("json") && !word.equals("xml")) {
            format.problem("format is '" + word + "' but must be json or xml");
        }
        return word.equals("xml");
    }
}
