package io.caravanserai.label.customer;

import io.caravanserai.http.HttpCall;
import io.caravanserai.http.HttpProblem;
import io.caravanserai.label.render.LabelFormat;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** What a caller takes as an answer about labels: all about them as JSON, or the bytes of one document. */
enum AnswerType {
    JSON("application/json"),
    PDF("application/pdf"),
    PNG("image/png"),
    JPEG("image/jpeg"),
    ZPL("application/zpl");

    private static final Map<String, AnswerType> RANGES =
            Map.of("*/*", JSON, "application/*", JSON, "", JSON, "image/*", PNG);

    private final String media;

    AnswerType(String media) {
        this.media = media;
    }

    String media() {
        return media;
    }

    static AnswerType of(LabelFormat format) {
        return switch (format) {
            case PDF -> PDF;
            case PNG -> PNG;
            case JPG -> JPEG;
            case ZPL200, ZPL300 -> ZPL;
        };
    }

    /**
     * What the header Accept likes best (RFC 9110, section 12.5.1); among equals the first named.
     *
     * @throws HttpProblem 406 when it takes nothing of this
     */
    static AnswerType of(HttpCall call) {
        List<String> accept = call.headers().getOrDefault("accept", List.of());
        if (accept.isEmpty()) {
            return JSON;
        }
        AnswerType best = null;
        double bestLiked = 0;
        for (String range : String.join(",", accept).split(",", -1)) {
            List<String> parts = new ArrayList<>(
                    List.of(range.trim().toLowerCase(Locale.ROOT).split("\\s*;\\s*", -1)));
            Optional<AnswerType> type = named(parts.remove(0));
            double liked = parts.stream()
                    .filter(part -> part.matches("q=[01](\\.[0-9]{0,3})?"))
                    .findFirst()
                    .map(part -> Double.parseDouble(part.substring(2)))
                    .orElse(1.0);
            if (type.isPresent() && liked > bestLiked) {
                best = type.get();
                bestLiked = liked;
            }
        }
        if (best == null) {
            throw HttpProblem.of(
                    406,
                    "Labels are answered as "
                            + Arrays.stream(values()).map(AnswerType::media).collect(Collectors.joining(", "))
                            + ", which the header Accept rules out.");
        }
        return best;
    }

    private static Optional<AnswerType> named(String range) {
        return Arrays.stream(values())
                .filter(type -> type.media.equals(range))
                .findFirst()
                .or(() -> Optional.ofNullable(RANGES.get(range)));
    }

    /**
     * The format and size of a call: the parameter {@code format} chooses among those of this type.
     *
     * @throws HttpProblem 422 for a wrong parameter, 406 when it names a format that Accept rules out
     */
    LabelChoice choice(HttpCall call, LabelChoice usual) {
        LabelFormat usualFormat = Arrays.stream(LabelFormat.values())
                .filter(format -> of(format) == this)
                .findFirst()
                .orElse(LabelFormat.ZPL200);
        LabelChoice choice = LabelChoice.ofQuery(call, usualFormat, usual.size());
        if (this != JSON && of(choice.format()) != this) {
            throw HttpProblem.of(
                    406,
                    "Parameter format asks for " + choice.format().code() + ", which the header Accept rules out with "
                            + media + ".");
        }
        return choice;
    }
}
