package io.caravanserai.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.Response;
import io.caravanserai.runtime.TestHub;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A real browser opens pages of a real hub, and sees what hinders people there. */
class TestBrowserTest {
    @Test
    void opensAPageOfTheHub(@TempDir Path data) throws Exception {
        try (TestBrowser browser = TestBrowser.start();
                TestHub hub = TestHub.onSharedBroker(data, Map.of())) {
            Page page = browser.page();

            Response answer = page.navigate("http://hub.example:" + hub.hub().httpPort() + "/nowhere");

            assertThat(answer.status()).isEqualTo(404);
            assertThat(page.textContent("body")).contains("There is nothing at GET /nowhere.");
        }
    }

    @Test
    void namesWhatHindersPeople() throws Exception {
        try (TestBrowser browser = TestBrowser.start()) {
            Page page = browser.page();

            page.setContent("<html lang=en><title>A shop</title><main><h1>Shoes</h1><img src=shoe.png></main>");
            assertThat(TestBrowser.barriers(page)).containsExactly("image-alt (critical): <img src=\"shoe.png\">");

            page.setContent("<html lang=en><title>A shop</title><main><h1>Shoes</h1></main>");
            assertThat(TestBrowser.barriers(page)).isEmpty();
        }
    }
}
