package io.caravanserai.testkit;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import io.caravanserai.event.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/**
 * Debian's Chromium as visitors use it, driven by Playwright. Where it, Node or the npm packages in {@code target/judges}
 * are not installed, the test skips and says what to install. To be used by the thread that started it.
 */
public final class TestBrowser implements AutoCloseable {
    private static final Path CHROMIUM = Path.of("/usr/bin/chromium");
    private static final Path MODULES = Path.of("target/judges/node_modules").toAbsolutePath();
    private static final Path DRIVER = MODULES.resolve("playwright-core");
    private static final Path AXE = MODULES.resolve("axe-core/axe.min.js");
    private static final double PATIENCE_MILLIS = 120_000;

    private static @Nullable TestBrowser last;

    private final Thread owner = Thread.currentThread();
    private final Browser browser;

    private TestBrowser(Playwright playwright) {
        this.browser = playwright
                .chromium()
                .launch(new BrowserType.LaunchOptions()
                        .setExecutablePath(CHROMIUM)
                        // its sandbox does not work for root; names of web sites lead to servers of the test
                        .setArgs(List.of("--no-sandbox", "--host-resolver-rules=MAP *.example 127.0.0.1")));
    }

    /**
     * A browser that resolves every name that ends in {@code .example} to 127.0.0.1: the one that this thread has started
     * before, as a start takes seconds of the processor; it ends with the process.
     */
    public static TestBrowser start() throws IOException {
        TestBrowser running = last;
        if (running == null || running.owner != Thread.currentThread() || !running.browser.isConnected()) {
            running = launch();
            last = running;
        }
        return running;
    }

    private static TestBrowser launch() throws IOException {
        assumeTrue(Files.exists(CHROMIUM), "no " + CHROMIUM + ": apt-get install chromium");
        assumeTrue(hasNode(), "no node: apt-get install nodejs");
        String version = String.valueOf(Playwright.class.getPackage().getImplementationVersion());
        assumeTrue(version.equals(installed()), "npm install --prefix target/judges playwright-core@" + version);
        System.setProperty("playwright.cli.dir", driverFolder().toString());
        return new TestBrowser(Playwright.create(new Playwright.CreateOptions()
                .setEnv(Map.of("PLAYWRIGHT_NODEJS_PATH", "node", "PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1"))));
    }

    /** Playwright looks for its driver in a folder named "package", and once in each process. */
    private static Path driverFolder() throws IOException {
        Path folder = Files.createDirectories(MODULES.resolveSibling("driver"));
        Path link = folder.resolve("package");
        try {
            if (!Files.exists(link)) {
                Files.createSymbolicLink(link, folder.relativize(DRIVER));
            }
        } catch (FileAlreadyExistsException e) {
            // made by a test in another process meanwhile
        }
        return folder;
    }

    private static boolean hasNode() {
        try {
            return new ProcessBuilder("node", "--version")
                            .redirectErrorStream(true)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static @Nullable String installed() throws IOException {
        Path description = DRIVER.resolve("package.json");
        return Files.exists(description)
                ? Json.parse(Files.readAllBytes(description)).path("version").asText()
                : null;
    }

    /** A visitor whom no web site has seen before, on a screen as the options say; one tab or many. */
    public BrowserContext visitor(Browser.NewContextOptions options) {
        BrowserContext visitor = browser.newContext(options);
        visitor.setDefaultTimeout(PATIENCE_MILLIS);
        return visitor;
    }

    /** A visitor whom no web site has seen before. */
    public BrowserContext visitor() {
        return visitor(new Browser.NewContextOptions());
    }

    /** Closes all tabs. */
    public void closeVisitors() {
        List.copyOf(browser.contexts()).forEach(BrowserContext::close);
    }

    /** A tab of a new visitor. */
    public Page page() {
        return visitor().newPage();
    }

    /**
     * What axe-core holds against the page as it stands: rule, impact and element of each violation of WCAG 2.2 A and
     * AA. The page's own content security policy does not hinder it.
     */
    public static List<String> barriers(Page page) throws IOException {
        assumeTrue(Files.exists(AXE), "npm install --prefix target/judges axe-core");
        page.evaluate(Files.readString(AXE));
        Object found = page.evaluate(
                """
                () => axe.run(document, {runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa']})
                    .then(result => JSON.stringify(result.violations))
                """);
        JsonNode violations = Json.parse(String.valueOf(found).getBytes(StandardCharsets.UTF_8));
        return children(violations)
                .flatMap(violation -> children(violation.path("nodes")).map(node -> "%s (%s): %s"
                        .formatted(
                                violation.path("id").asText(),
                                violation.path("impact").asText(),
                                node.path("html").asText())))
                .toList();
    }

    private static Stream<JsonNode> children(JsonNode list) {
        return StreamSupport.stream(list.spliterator(), false);
    }

    /** Sends all visitors away. */
    @Override
    public void close() {
        closeVisitors();
    }
}
