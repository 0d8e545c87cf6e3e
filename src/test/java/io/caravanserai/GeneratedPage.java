package io.caravanserai;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A page of docs/ that is written from the code. Its test fails while page and code differ; with {@code -Ddocs.write=true}
 * it writes the page.
 */
public final class GeneratedPage {
    /** What writes all of them. */
    private static final String COMMAND = "mvn -B test -Dtest='*ReferenceTest' -Ddocs.write=true";

    private GeneratedPage() {}

    /**
     * Holds a page to the code.
     *
     * @param body without the heading
     */
    public static void holds(Path page, String title, String body) throws IOException {
        String wanted = "# " + title + "\n\n<!-- Written from the code. After a change there: " + COMMAND + " -->\n\n"
                + body.strip() + "\n";
        if (Boolean.getBoolean("docs.write")) {
            Files.writeString(page, wanted);
        }
        assertThat(Files.exists(page) ? Files.readString(page) : "")
                .as("%s is not what the code says; this writes it: %s", page, COMMAND)
                .isEqualTo(wanted);
    }

    /** A cell of a table. */
    public static String cell(String text) {
        return text.replace("|", "\\|").replace("\n", " ");
    }
}
