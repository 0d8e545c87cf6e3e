package io.caravanserai.page;

import io.caravanserai.mapping.MappingProblem;
import io.caravanserai.mapping.Suggest;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Finds holes in the languages of the tracking page: what English says and another language does not. */
public final class LanguageCheck {
    private static final Pattern GAP = Pattern.compile("\\{\\d}");

    private LanguageCheck() {}

    /**
     * Everything that is worth a look, besides what {@link PageLanguages#reload} refuses.
     *
     * @param mappings the folder edi-mappings/
     * @param codes the hub's event codes, as {@code milestone/code[/sub_code]}
     */
    public static List<MappingProblem> doubts(Path mappings, Set<String> codes) {
        Path folder = mappings.resolve(PageLanguages.FOLDER);
        Map<String, PageTexts> languages = PageLanguages.read(folder, new ArrayList<>());
        PageTexts english = languages.get("en");
        List<MappingProblem> doubts = new ArrayList<>();
        if (english != null) {
            languages.forEach((tag, texts) -> {
                String file = folder.resolve(texts.locale().toLanguageTag() + PageLanguages.ENDING)
                        .toString();
                holes(english, texts)
                        .forEach(key -> doubts.add(
                                new MappingProblem(file, 0, "the text of '" + key + "' is missing, which en.csv has")));
                doubts.addAll(strays(file, english, texts, keys(codes)));
            });
        }
        return doubts;
    }

    private static Set<String> holes(PageTexts english, PageTexts texts) {
        Set<String> holes = new TreeSet<>(english.texts().keySet());
        holes.removeAll(texts.texts().keySet());
        return holes;
    }

    private static List<MappingProblem> strays(String file, PageTexts english, PageTexts texts, Set<String> keys) {
        List<MappingProblem> strays = new ArrayList<>();
        texts.texts().forEach((key, text) -> {
            int line = texts.lines().getOrDefault(key, 0);
            if (!keys.contains(key)) {
                strays.add(new MappingProblem(
                        file,
                        line,
                        "'" + key + "' is no event code and nothing the page says"
                                + Suggest.closest(key, keys)
                                        .map(meant -> "; did you mean '" + meant + "'?")
                                        .orElse("")));
            } else if (!gaps(text).equals(gaps(english.texts().getOrDefault(key, text)))) {
                strays.add(new MappingProblem(
                        file, line, "the text of '" + key + "' must have the same {1}, {2} as en.csv"));
            }
        });
        return strays;
    }

    private static Set<String> gaps(String text) {
        return GAP.matcher(text).results().map(found -> found.group()).collect(Collectors.toSet());
    }

    /** Codes, all that is less exact, and the words. */
    private static Set<String> keys(Set<String> codes) {
        return Stream.of(
                        codes.stream(),
                        codes.stream()
                                .map(code -> String.join(
                                        "/", Arrays.asList(code.split("/")).subList(0, 2))),
                        codes.stream().map(code -> code.split("/", 2)[0]),
                        Arrays.stream(Word.values()).map(Word::key))
                .flatMap(all -> all)
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
