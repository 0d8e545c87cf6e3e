package io.caravanserai.runtime;

import io.caravanserai.config.HubConfig;
import io.caravanserai.console.Console;
import io.caravanserai.console.labels.LabelsPage;
import io.caravanserai.console.partners.PartnersPage;
import io.caravanserai.console.routes.RoutesPage;
import io.caravanserai.console.shipments.ShipmentsPage;
import io.caravanserai.console.tryout.TryPage;
import io.caravanserai.harmonize.LiveMappings;
import io.caravanserai.http.ManagementServer;
import io.caravanserai.journey.JourneyAdmin;
import io.caravanserai.journey.Journeys;
import io.caravanserai.journey.ShipmentSearch;
import io.caravanserai.label.document.LabelDocuments;
import io.caravanserai.label.news.BatchList;
import io.caravanserai.label.queue.LabelLanes;
import io.caravanserai.label.queue.LaneQueue;
import io.caravanserai.labelview.LabelAdmin;
import io.caravanserai.partner.PartnerAdmin;
import io.caravanserai.partner.PartnerDesk;
import io.caravanserai.replay.EventExplainer;
import io.caravanserai.replay.Replays;
import io.caravanserai.routeview.RouteAdmin;
import io.caravanserai.routeview.RouteViews;
import io.caravanserai.store.Database;
import io.caravanserai.tryout.SampleFolder;
import io.caravanserai.tryout.TryAdmin;
import io.caravanserai.tryout.TryOut;
import java.time.Clock;

/** What operators look at and do day by day. */
final class DeskWiring {
    private final JourneyAdmin journeys;
    private final LabelAdmin labels;
    private final RouteAdmin routes;
    private final PartnerAdmin partners;
    private final TryAdmin tries;
    private final RouteViews views;
    private final PartnerDesk desk;
    private final Clock clock;

    DeskWiring(
            HubConfig config,
            Database database,
            LiveMappings mappings,
            Replays.Topics topics,
            LabelDocuments documents,
            RouteViews views,
            PartnerDesk partners) {
        this.clock = database.clock();
        this.views = views;
        this.desk = partners;
        this.journeys = new JourneyAdmin(
                new ShipmentSearch(database),
                new Journeys(database, () -> mappings.get().codes(), clock),
                new EventExplainer(database, mappings, topics, config.mappingsDir(), clock),
                documents);
        this.labels = new LabelAdmin(
                new LabelLanes(database, clock), new LaneQueue(database, clock), new BatchList(database));
        this.routes = new RouteAdmin(views);
        this.partners = new PartnerAdmin(partners);
        this.tries = new TryAdmin(
                new TryOut(config.mappingsDir(), mappings, clock),
                new SampleFolder(config.mappingsDir(), mappings, clock));
    }

    void manage(ManagementServer management) {
        management
                .on("GET", "/admin/shipments", journeys::list)
                .on("GET", "/admin/shipments/:id", journeys::get)
                .on("GET", "/admin/shipments/:id/label", journeys::label)
                .on("GET", "/admin/events/:id/explain", journeys::explain)
                .on("GET", "/admin/labels", labels::overview)
                .on("GET", "/admin/labels/:carrier/:account", labels::queue)
                .on("GET", "/admin/label-batches", labels::batches)
                .on("GET", "/admin/partners", partners::list)
                .on("GET", "/admin/partners/:kind/:id", partners::get)
                .on("POST", "/admin/partners/:kind/:id/poll", partners::poll)
                .on("POST", "/admin/partners/:kind/:id/pause", partners::pause, "route", "subscription", "reason")
                .on("POST", "/admin/partners/:kind/:id/resume", partners::resume, "route", "subscription")
                .on("POST", "/admin/partners/:kind/:id/test", partners::test, "subscription")
                .on("POST", "/admin/partners/:kind/:id/rotate", partners::rotate, "subscription")
                .on("GET", "/admin/deliveries/:id", partners::delivery)
                .on("GET", "/admin/try", tries::offer)
                .on("POST", "/admin/try", tries::attempt, "carrier", "name")
                .on("POST", "/admin/try/samples", tries::keep, "carrier", "name", "force")
                .on("GET", "/admin/routes", routes::list)
                .on("GET", "/admin/routes/:id", routes::get);
    }

    /** Adds the console's pages. */
    void open(Console console) {
        new ShipmentsPage(journeys, clock).open(console);
        new PartnersPage(desk, clock).open(console);
        new TryPage(tries).open(console);
        new RoutesPage(views, routes, clock).open(console);
        new LabelsPage(labels, clock).open(console);
    }
}
