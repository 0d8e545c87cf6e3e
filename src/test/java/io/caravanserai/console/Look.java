package io.caravanserai.console;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Response;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.Sizes;
import io.caravanserai.runtime.TestHub;
import io.caravanserai.testkit.TestBrowser;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A person at the console with a real browser, who notes whatever it complains of. */
final class Look implements AutoCloseable {
    private final TestHub hub;
    private final BrowserContext visitor;
    private final Page page;
    private final List<String> complaints = new ArrayList<>();

    private Look(TestHub hub, BrowserContext visitor) {
        this.hub = hub;
        this.visitor = visitor;
        this.page = visitor.newPage();
        page.onConsoleMessage(message -> complaints.add(message.type() + " " + message.text()));
        page.onPageError(error -> complaints.add("error " + error));
    }

    /** Logs in by the form, as people do. */
    static Look operator(TestBrowser browser, TestHub hub, int width, ColorScheme scheme) {
        return as(hub.hub().adminToken(), browser, hub, options(width, scheme));
    }

    static Look as(String token, TestBrowser browser, TestHub hub, Browser.NewContextOptions options) {
        Look look = new Look(hub, browser.visitor(options));
        look.open("/");
        look.page.fill("#token", token);
        look.page.keyboard().press("Enter");
        look.page.waitForURL(look.url("/"));
        return look;
    }

    static Browser.NewContextOptions options(int width, ColorScheme scheme) {
        return new Browser.NewContextOptions().setViewportSize(width, 900).setColorScheme(scheme);
    }

    /**
     * What hinders people on these pages: barriers, a page wider than the screen, complaints of the browser. Each colour
     * scheme and each width once, as what they hinder has nothing to do with each other.
     */
    static Map<String, List<String>> barriers(TestBrowser browser, TestHub hub, List<String> paths) throws IOException {
        Map<String, List<String>> barriers = new LinkedHashMap<>();
        for (ColorScheme scheme : List.of(ColorScheme.LIGHT, ColorScheme.DARK)) {
            int width = scheme == ColorScheme.LIGHT ? 320 : 1280;
            try (Look look = operator(browser, hub, width, scheme)) {
                for (String path : paths) {
                    List<String> found = look.barriers(path);
                    if (!found.isEmpty()) {
                        barriers.put(path + ", " + scheme + ", " + width, found);
                    }
                }
            }
        }
        return barriers;
    }

    private List<String> barriers(String path) throws IOException {
        complaints.clear();
        List<String> found = new ArrayList<>(TestBrowser.barriers(open(path)));
        if (overflows()) {
            found.add("wider than the screen");
        }
        // of a page that is not there the browser complains too
        complaints.stream().filter(complaint -> !complaint.contains("404")).forEach(found::add);
        return found;
    }

    Page open(String path) {
        page.navigate(url(path));
        return page;
    }

    Page page() {
        return page;
    }

    String url(String path) {
        return "http://127.0.0.1:" + hub.hub().managementPort() + path;
    }

    /** What the browser said in its console: policy that was broken, files that are missing, scripts that failed. */
    List<String> complaints() {
        return complaints;
    }

    /** Whether the page is wider than the screen. */
    boolean overflows() {
        return (boolean) page.evaluate("document.documentElement.scrollWidth > innerWidth");
    }

    /** Bytes on the line, packed as they came. */
    static long size(Response response) {
        Sizes sizes = response.request().sizes();
        return (long) sizes.responseBodySize + sizes.responseHeadersSize;
    }

    @Override
    public void close() {
        visitor.close();
    }
}
