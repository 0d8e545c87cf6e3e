package io.caravanserai.runtime;

import io.caravanserai.config.HubConfig;
import io.caravanserai.http.HandlerProcessor;
import io.caravanserai.http.ManagementServer;
import io.caravanserai.intake.WatchedNumbers;
import io.caravanserai.page.PageLanguages;
import io.caravanserai.page.PageLinks;
import io.caravanserai.page.TrackingPage;
import io.caravanserai.page.brand.BrandAdmin;
import io.caravanserai.page.brand.BrandStore;
import io.caravanserai.store.Database;
import java.time.Clock;
import java.util.function.Supplier;
import org.apache.camel.spi.Registry;

/** What shows shipments to whoever has the link of their tracking page. */
final class PageWiring {
    private final PageLinks links;
    private final PageLanguages languages;
    private final TrackingPage page;
    private final BrandAdmin brands;

    /** @param publicUrl where the public is served */
    PageWiring(HubConfig config, Database database, Supplier<String> publicUrl, Clock clock) {
        this.links = new PageLinks(database, publicUrl);
        this.languages = new PageLanguages(config.mappingsDir());
        WatchedNumbers watched = new WatchedNumbers(database, clock);
        this.page = new TrackingPage(database, links, languages, watched::seen, clock);
        this.brands = new BrandAdmin(new BrandStore(database, clock));
    }

    void bind(Registry registry) {
        registry.bind("trackingPage", new HandlerProcessor(page::page));
        registry.bind("trackingPageLogo", new HandlerProcessor(page::logo));
    }

    void manage(ManagementServer management) {
        management
                .on("GET", "/admin/accounts/:account/branding", brands::get)
                .on("PUT", "/admin/accounts/:account/branding", brands::set)
                .on("DELETE", "/admin/accounts/:account/branding", brands::remove);
    }

    PageLinks links() {
        return links;
    }

    PageLanguages languages() {
        return languages;
    }
}
