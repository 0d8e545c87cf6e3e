package io.caravanserai.partner;

import io.caravanserai.config.HubConfig;
import io.caravanserai.config.Settings;
import io.caravanserai.delivery.Endpoints;
import io.caravanserai.harmonize.MappingLibrary;
import io.caravanserai.intake.RouteHealth;
import io.caravanserai.pause.PauseWatch;
import io.caravanserai.pause.Pauses;
import io.caravanserai.reload.FileStates;
import io.caravanserai.routeview.RouteViews;
import io.caravanserai.store.Database;
import java.time.Clock;
import java.util.function.Supplier;
import org.apache.camel.CamelContext;

/** Puts together what operators may do with partners. */
public final class Partners {
    private Partners() {}

    /** @param settings what placeholders in routes are filled in from */
    public static PartnerDesk desk(
            HubConfig config,
            Settings settings,
            Database database,
            Supplier<MappingLibrary> mappings,
            CamelContext context,
            FileStates files,
            RouteViews views,
            RouteHealth health,
            Pauses pauses,
            PauseWatch watch) {
        Clock clock = database.clock();
        RouteFacts facts = new RouteFacts(config.routesDir(), config.mappingsDir(), settings, files);
        RouteLines lines = new RouteLines(context, views, facts, health, pauses);
        Endpoints endpoints = new Endpoints(database, clock);
        return new PartnerDesk(
                new CarrierPartners(database, mappings, lines, clock),
                new CustomerPartners(database, endpoints, lines),
                new PartnerActions(database, context, pauses, watch, endpoints, clock),
                endpoints);
    }
}
