package io.caravanserai.console;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import io.caravanserai.runtime.TestHub;
import io.caravanserai.store.TestStore;
import io.caravanserai.store.TestStores;
import io.caravanserai.testkit.TestBrowser;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class ShotsTest {
    @Test
    void shots() throws Exception {
        try (TestStore store = TestStores.sqlite();
                TestHub hub = TestHub.onSharedBroker(store.folder(), store.settings());
                TestBrowser browser = TestBrowser.start()) {
            try (Look l = Look.operator(browser, hub, 1280, ColorScheme.LIGHT)) {
                l.open("/attention");
                l.page()
                        .screenshot(new Page.ScreenshotOptions()
                                .setFullPage(true)
                                .setPath(Path.of("/tmp/shots/empty.png")));
            }
            new Scene(store.database()).trouble(hub);
            Thread.sleep(9000);
            for (int width : List.of(1280, 360)) {
                for (ColorScheme scheme : List.of(ColorScheme.LIGHT, ColorScheme.DARK)) {
                    try (Look l = Look.operator(browser, hub, width, scheme)) {
                        for (String p : List.of("/", "/attention", "/charts", "/login", "/attention/letter")) {
                            Page page = l.open(p);
                            page.waitForTimeout(2500);
                            String name =
                                    p.equals("/") ? "flow" : p.substring(1).replace("/", "-");
                            page.screenshot(new Page.ScreenshotOptions()
                                    .setFullPage(true)
                                    .setPath(Path.of("/tmp/shots/" + name + "-" + width + "-" + scheme + ".png")));
                            System.out.println("SHOT " + name + " " + width + " " + scheme + " overflow="
                                    + l.overflows() + " " + TestBrowser.barriers(page) + " " + l.complaints());
                            l.complaints().clear();
                        }
                    }
                }
            }
        }
    }
}
