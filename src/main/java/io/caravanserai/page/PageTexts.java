package io.caravanserai.page;

import io.caravanserai.mapping.CsvFile;
import io.caravanserai.mapping.Problems;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What the page says in one language.
 *
 * @param locale how dates and countries are written
 * @param lines where each text stands in its file, by key
 * @param texts by key: those of {@link Word}, and {@code milestone[/code[/sub_code]]} of the hub's event codes
 */
record PageTexts(Locale locale, Map<String, Integer> lines, Map<String, String> texts) {
    private static final List<String> COLUMNS = List.of("key", "text");

    PageTexts {
        lines = Map.copyOf(lines);
        texts = Map.copyOf(texts);
    }

    /** Reads a file that is named after its language, such as {@code pt-BR.csv}; what is wrong with it is noted. */
    static PageTexts read(Path file, Problems problems) {
        String tag = String.valueOf(file.getFileName()).replace(PageLanguages.ENDING, "");
        Locale locale = Locale.forLanguageTag(tag);
        if (locale.getLanguage().isEmpty()) {
            problems.add(0, "'" + tag + "' is no language: name the file after one, such as sv.csv or pt-BR.csv");
        }
        Map<String, Integer> lines = new LinkedHashMap<>();
        Map<String, String> texts = new LinkedHashMap<>();
        for (CsvFile.Line line : CsvFile.read(file, COLUMNS, COLUMNS, problems).lines()) {
            if (line.get("text").isEmpty()) {
                problems.add(line.number(), "the text of '" + line.get("key") + "' is empty");
            } else if (texts.put(line.get("key"), line.get("text")) != null) {
                problems.add(line.number(), "the text of '" + line.get("key") + "' is there twice");
            }
            lines.put(line.get("key"), line.number());
        }
        return new PageTexts(locale, lines, texts);
    }

    /** This language with the words that it lacks as another says them. */
    PageTexts orElse(PageTexts other) {
        Map<String, String> all = new LinkedHashMap<>(texts);
        for (Word word : Word.values()) {
            all.putIfAbsent(word.key(), other.texts.getOrDefault(word.key(), word.key()));
        }
        // of codes another language counts only where this one has nothing that is less exact
        other.texts.forEach((key, text) -> {
            if (!key.contains(".") && !key.contains("/")) {
                all.putIfAbsent(key, text);
            }
        });
        return new PageTexts(locale, lines, all);
    }

    /** A word, with {@code {1}}, {@code {2}} ... filled in. */
    String of(Word word, Object... values) {
        String text = texts.getOrDefault(word.key(), word.key());
        for (int i = 0; i < values.length; i++) {
            text = text.replace("{" + (i + 1) + "}", String.valueOf(values[i]));
        }
        return text;
    }

    /** What an event is called: the most exact text there is. */
    String ofCode(String milestone, String code, @Nullable String subCode) {
        return Stream.of(milestone + "/" + code + "/" + subCode, milestone + "/" + code, milestone)
                .filter(texts::containsKey)
                .findFirst()
                .map(texts::get)
                .orElse(texts.getOrDefault("other", of(Word.LATEST)));
    }
}
