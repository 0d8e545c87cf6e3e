package io.caravanserai.behaviour;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

/** Tests at a shop of their own, each with visitors of its own. */
abstract class ShopTest {
    static Shop shop;

    @BeforeAll
    static void open(@TempDir Path data) throws Exception {
        shop = Shop.open(data);
    }

    @AfterEach
    void leave() {
        shop.browser.closeVisitors();
    }

    @AfterAll
    static void close() {
        if (shop != null) {
            shop.close();
        }
    }
}
