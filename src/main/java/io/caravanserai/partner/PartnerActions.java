package io.caravanserai.partner;

import io.caravanserai.delivery.EndpointView;
import io.caravanserai.delivery.Endpoints;
import io.caravanserai.http.HttpProblem;
import io.caravanserai.partner.PartnerDesk.Polled;
import io.caravanserai.pause.PauseWatch;
import io.caravanserai.pause.Pauses;
import io.caravanserai.store.Database;
import io.caravanserai.store.Sql;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import org.apache.camel.CamelContext;
import org.apache.camel.Route;

/** What operators do with a partner. */
final class PartnerActions {
    private static final int LONGEST_REASON = 200;

    private final Database database;
    private final CamelContext context;
    private final Pauses pauses;
    private final PauseWatch watch;
    private final Endpoints endpoints;
    private final Clock clock;

    PartnerActions(
            Database database,
            CamelContext context,
            Pauses pauses,
            PauseWatch watch,
            Endpoints endpoints,
            Clock clock) {
        this.database = database;
        this.context = context;
        this.pauses = pauses;
        this.watch = watch;
        this.endpoints = endpoints;
        this.clock = clock;
    }

    /** @throws HttpProblem 409 when no route of it polls anything, or all that do are paused */
    Polled poll(CarrierPartner carrier) {
        List<String> polled = new ArrayList<>();
        List<String> busy = new ArrayList<>();
        boolean asks = false;
        for (RouteLine line : carrier.routes()) {
            Route route = context.getRoute(line.id());
            if (line.pausedUtc() != null || route == null) {
                continue;
            }
            asks |= line.way().equals("poll");
            if (line.way().equals("sftp")) {
                (watch.pollNow(route) ? polled : busy).add(line.id());
            }
        }
        if (!asks && polled.isEmpty() && busy.isEmpty()) {
            throw HttpProblem.of(
                    409,
                    "Nothing of " + carrier.id()
                            + " is polled: it calls the hub, or its routes that poll are paused or not enabled.");
        }
        return new Polled(asks ? dueNow(carrier.id()) : 0, polled, busy);
    }

    /** They are asked for as soon as the account's budget allows. */
    private long dueNow(String carrier) {
        long now = clock.millis();
        return database.write(connection -> Sql.update(
                connection,
                """
                UPDATE poll_target SET next_poll_at = ? WHERE carrier_id = ? AND next_poll_at > ? AND stopped IS NULL""",
                now,
                carrier,
                now));
    }

    /**
     * Pauses routes.
     *
     * @param one the only one, or empty for all that may be
     * @return ids of those that are paused now
     * @throws HttpProblem 404 when it has no such route, 409 when none of them may be paused
     */
    List<String> pauseRoutes(List<RouteLine> routes, String one, String reason) {
        List<RouteLine> meant = meant(routes, one);
        List<String> paused =
                meant.stream().filter(RouteLine::pausable).map(RouteLine::id).toList();
        if (paused.isEmpty()) {
            throw HttpProblem.of(
                    409,
                    "A route that takes calls is not paused: what a carrier tells meanwhile would be lost once it gives"
                            + " up. Routes that fetch, ask or send can be.");
        }
        paused.forEach(id -> pauses.pause(Pauses.Kind.ROUTE, id, cut(reason)));
        watch.apply();
        return paused;
    }

    /** Resumes routes; ids of those that were paused. */
    List<String> resumeRoutes(List<RouteLine> routes, String one) {
        List<String> resumed = meant(routes, one).stream()
                .map(RouteLine::id)
                .filter(id -> pauses.resume(Pauses.Kind.ROUTE, id))
                .toList();
        watch.apply();
        return resumed;
    }

    private static List<RouteLine> meant(List<RouteLine> routes, String one) {
        List<RouteLine> meant = routes.stream()
                .filter(route -> one.isEmpty() || route.id().equals(one))
                .toList();
        if (meant.isEmpty()) {
            throw HttpProblem.of(404, one.isEmpty() ? "It has no routes." : "It has no route " + one + ".");
        }
        return meant;
    }

    /** Has endpoints wait; ids of those that do now. */
    List<String> pauseEndpoints(List<EndpointView> all, String one, String reason) {
        List<String> paused = endpointIds(all, one);
        paused.forEach(id -> pauses.pause(Pauses.Kind.LANE, id, cut(reason)));
        watch.apply();
        return paused;
    }

    /** Sends to endpoints again; ids of those that were paused. */
    List<String> resumeEndpoints(List<EndpointView> all, String one) {
        List<String> resumed = endpointIds(all, one).stream()
                .filter(id -> pauses.resume(Pauses.Kind.LANE, id))
                .toList();
        watch.apply();
        return resumed;
    }

    /** @param one the only one, or empty for all */
    static List<String> endpointIds(List<EndpointView> all, String one) {
        List<String> ids = all.stream()
                .map(EndpointView::id)
                .filter(id -> one.isEmpty() || id.equals(one))
                .toList();
        if (ids.isEmpty() && !one.isEmpty()) {
            throw HttpProblem.of(404, "The account has no subscription " + one + ".");
        }
        return ids;
    }

    /** @throws HttpProblem 409 when it is not served or paused */
    String test(String account, EndpointView endpoint) {
        if (!endpoint.status().equals("active") || endpoint.pausedUtc() != null) {
            throw HttpProblem.of(
                    409,
                    endpoint.pausedUtc() == null
                            ? "The subscription is disabled: the customer must enable it first."
                            : "The subscription is paused: resume it first.");
        }
        return endpoints.test(account, endpoint.id()).orElseThrow();
    }

    private static String cut(String reason) {
        return reason.strip()
                .substring(0, Math.min(LONGEST_REASON, reason.strip().length()));
    }
}
