package io.caravanserai.page;

import io.caravanserai.mapping.MappingException;
import io.caravanserai.mapping.MappingProblem;
import io.caravanserai.mapping.Problems;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** The languages of the tracking page: a file each in edi-mappings/tracking-page/, as they were last without a fault. */
public final class PageLanguages {
    /** The folder under edi-mappings/. */
    public static final String FOLDER = "tracking-page";

    static final String ENDING = ".csv";
    private static final String FALLBACK = "en";
    /** Far more than browsers send. */
    private static final int LONGEST_HEADER = 500;

    private final Path folder;
    private volatile Map<String, PageTexts> byTag = Map.of();

    /**
     * Reads nothing yet.
     *
     * @param mappings the folder edi-mappings/
     */
    public PageLanguages(Path mappings) {
        this.folder = mappings.resolve(FOLDER);
    }

    /** Where the files are. */
    public Path folder() {
        return folder;
    }

    /** Whether the hub is to have tracking pages: without the folder it has none. */
    public boolean isWanted() {
        return Files.isDirectory(folder);
    }

    /** Whether there is anything to show a page with. */
    public boolean isInUse() {
        return !byTag.isEmpty();
    }

    /**
     * Reads all files.
     *
     * @throws MappingException with every fault; what was good before stays in use
     */
    public void reload() throws MappingException {
        List<MappingProblem> problems = new ArrayList<>();
        Map<String, PageTexts> read = read(folder, problems);
        PageTexts fallback = read.get(FALLBACK);
        if (fallback == null) {
            problems.add(
                    new MappingProblem(file(folder).toString(), 0, "the file is missing: other languages lean on it"));
        } else {
            missingWords(fallback)
                    .forEach(key -> problems.add(
                            new MappingProblem(file(folder).toString(), 0, "the text of '" + key + "' is missing")));
        }
        if (fallback == null || !problems.isEmpty()) {
            throw new MappingException(problems);
        }
        Map<String, PageTexts> all = new LinkedHashMap<>();
        read.forEach((tag, texts) -> all.put(tag, texts.orElse(fallback)));
        byTag = Map.copyOf(all);
    }

    /** The texts as their files have them, by language tag in small letters. */
    static Map<String, PageTexts> read(Path folder, List<MappingProblem> problems) {
        Map<String, PageTexts> read = new LinkedHashMap<>();
        for (Path file : files(folder)) {
            Problems ofFile = new Problems(file.toString());
            PageTexts texts = PageTexts.read(file, ofFile);
            read.put(texts.locale().toLanguageTag().toLowerCase(Locale.ROOT), texts);
            problems.addAll(ofFile.found());
        }
        return read;
    }

    static Path file(Path folder) {
        return folder.resolve(FALLBACK + ENDING);
    }

    static List<String> missingWords(PageTexts texts) {
        return Arrays.stream(Word.values())
                .map(Word::key)
                .filter(key -> !texts.texts().containsKey(key))
                .toList();
    }

    private static List<Path> files(Path folder) {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> all = Files.list(folder)) {
            return all.filter(file -> file.toString().endsWith(ENDING)).sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException("the folder " + folder + " cannot be read", e);
        }
    }

    /**
     * The language a browser asks for, English when it asks for none there is.
     *
     * @param acceptLanguage the header (RFC 9110 section 12.5.4, matched by look-up as of RFC 4647 section 3.4)
     * @return empty when no language is in use
     */
    Optional<PageTexts> choose(Optional<String> acceptLanguage) {
        Map<String, PageTexts> languages = byTag;
        return acceptLanguage
                .filter(header -> header.length() <= LONGEST_HEADER)
                .flatMap(header -> wanted(header, languages))
                .or(() -> Optional.ofNullable(languages.get(FALLBACK)));
    }

    private static Optional<PageTexts> wanted(String header, Map<String, PageTexts> languages) {
        try {
            String tag = Locale.lookupTag(Locale.LanguageRange.parse(header), languages.keySet());
            return tag == null ? Optional.empty() : Optional.ofNullable(languages.get(tag.toLowerCase(Locale.ROOT)));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
