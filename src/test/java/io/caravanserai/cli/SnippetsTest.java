package io.caravanserai.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.caravanserai.testkit.PageBlock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** Each snippet of each page is executed by a test: here stands by which, and a new one wants its line. */
class SnippetsTest {
    private static final Path TESTS = Path.of("src/test/java/io/caravanserai");
    private static final Set<String> LANGUAGES =
            Set.of("sh", "bash", "console", "yaml", "properties", "json", "js", "html", "java", "python");
    /** Page, language, test. What follows commands as their answer is held by whoever runs them. */
    private static final String EXECUTED =
            """
            README.md sh cli/ReadmeIT
            docs/customers.md java runtime/CustomerGuideTest
            docs/customers.md js runtime/CustomerGuideTest
            docs/customers.md python runtime/CustomerGuideTest
            docs/customers.md sh runtime/CustomerGuideTest
            docs/edi.md yaml cli/PageFiles
            docs/events.md bash cli/PagesTest
            docs/events.md html behaviour/ShopPageTest
            docs/events.md js behaviour/ShopPageTest
            docs/events.md json cli/PagesTest
            docs/file-codecs.md json cli/PagesTest
            docs/file-codecs.md yaml cli/PageFiles
            docs/integrator-formats.md sh cli/GuideTest
            docs/integrator-guide.md console cli/PagesTest
            docs/integrator-guide.md sh cli/GuideTest
            docs/labels-api.md sh cli/PagesTest
            docs/labels-barcodes.md sh cli/PagesTest
            docs/labels-batches.md sh cli/PagesTest
            docs/labels-convert.md sh cli/PagesTest
            docs/labels-engine.md yaml cli/PageFiles
            docs/labels-prepare.md json cli/PagesTest
            docs/labels-queue.md yaml cli/PageFiles
            docs/mailbox.md console cli/PagesTest
            docs/mailbox.md sh cli/PagesTest
            docs/mailbox.md yaml cli/PageFiles
            docs/operate/README.md sh cli/PagesHub
            docs/operate/backup.md sh cli/PagesTest
            docs/operate/cluster.md properties cli/PagesTest
            docs/operate/data.md sh cli/PagesTest
            docs/operate/security.md properties intake/CarrierCertificateTest
            docs/operate/security.md sh cli/PagesTest
            docs/operate/security.md yaml intake/CarrierCertificateTest
            docs/operate/traces-and-logs.md properties cli/PagesTest
            docs/operate/troubleshooting.md sh cli/PagesTest
            docs/polling.md yaml cli/PageFiles
            docs/quick-start.md sh cli/ReadmeIT
            docs/recipes.md sh cli/PagesTest
            docs/tracking-page.md sh cli/PagesTest
            docs/webhooks.md json delivery/WebhooksPageTest
            edi-mappings/README.md yaml cli/PageFiles
            """;

    @Test
    void everySnippetIsExecuted() throws IOException {
        Set<String> there = new TreeSet<>();
        for (Path page : DocsTest.pages()) {
            if (!page.startsWith("docs/adr")) {
                PageBlock.of(page).stream()
                        .filter(block -> LANGUAGES.contains(block.language()))
                        .forEach(block -> there.add(page + " " + block.language()));
            }
        }

        assertThat(executed().keySet()).containsExactlyInAnyOrderElementsOf(there);
    }

    @Test
    void whoExecutesAPageNamesIt() throws IOException {
        for (var entry : executed().entrySet()) {
            String page = Path.of(entry.getKey().split(" ", 2)[0]).getFileName().toString();
            assertThat(Files.readString(TESTS.resolve(entry.getValue() + ".java")))
                    .as(entry.toString())
                    .contains(page);
        }
    }

    private static Map<String, String> executed() {
        Map<String, String> executed = new TreeMap<>();
        EXECUTED.lines().forEach(line -> {
            int test = line.lastIndexOf(' ');
            executed.put(line.substring(0, test), line.substring(test + 1));
        });
        return executed;
    }
}
