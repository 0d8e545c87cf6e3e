package io.caravanserai.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A fenced block of a page of the documentation.
 *
 * @param answer what the page says comes of commands, with {@code …} for what differs; empty when it says nothing
 */
public record PageBlock(String language, String text, String answer) {
    private static final Pattern FENCE = Pattern.compile("(?ms)^```(\\w+)\\n(.*?)^```\\n?");
    private static final Set<String> COMMANDS = Set.of("sh", "bash");
    private static final Set<String> ANSWERS = Set.of("json", "text");

    /** All of a page in their order; an answer that follows its commands is no block of its own. */
    public static List<PageBlock> of(Path page) throws IOException {
        String text = Files.readString(page);
        List<PageBlock> blocks = new ArrayList<>();
        int end = 0;
        for (Matcher fence = FENCE.matcher(text); fence.find(); end = fence.end()) {
            PageBlock block = new PageBlock(fence.group(1), fence.group(2), "");
            int last = blocks.size() - 1;
            if (last >= 0
                    && text.substring(end, fence.start()).isBlank()
                    && ANSWERS.contains(block.language)
                    && blocks.get(last).isCommands()) {
                blocks.set(last, blocks.get(last).answeredBy(block.text));
            } else {
                blocks.add(block);
            }
        }
        return blocks;
    }

    /** Those of a page that are in one language. */
    public static List<PageBlock> of(Path page, String language) throws IOException {
        return of(page).stream()
                .filter(block -> block.language.equals(language))
                .toList();
    }

    public boolean isCommands() {
        return COMMANDS.contains(language);
    }

    private PageBlock answeredBy(String said) {
        return new PageBlock(language, text, said);
    }

    /** Fails unless what the page says stands in what was said, white space aside. */
    public void holds(String said) {
        assertThat(bare(said))
                .as("%s%n%s", text, said)
                .containsSubsequence(bare(answer).split("…", -1));
    }

    private static String bare(String text) {
        return text.replaceAll("\\s+", "");
    }
}
