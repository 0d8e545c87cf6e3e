package io.caravanserai.routeview;

import io.caravanserai.reload.FileState;
import io.caravanserai.reload.FileStates;
import io.caravanserai.routeview.RouteView.StepView;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.apache.camel.CamelContext;
import org.apache.camel.Route;
import org.apache.camel.component.kamelet.KameletEndpoint;
import org.apache.camel.util.URISupport;
import org.jspecify.annotations.Nullable;

/** Reads the routes that run on this node. Those of Kamelets are told with the routes that use them. */
public final class RouteViews {
    private final CamelContext context;
    private final FileStates files;
    private final RouteBook book;

    public RouteViews(CamelContext context, FileStates files, RouteBook book) {
        this.context = context;
        this.files = files;
        this.book = book;
    }

    private record Measured(RouteStats.Step step, boolean source) {}

    /** All of them, by id. */
    public List<RouteView> all() {
        return context.getRoutes().stream()
                .filter(route -> !route.isCreatedByKamelet())
                .map(this::view)
                .sorted(Comparator.comparing(RouteView::id))
                .toList();
    }

    /** Empty when no such route is loaded. */
    public Optional<RouteView.Detail> of(String id) {
        return Optional.ofNullable(context.getRoute(id))
                .filter(route -> !route.isCreatedByKamelet())
                .map(route -> new RouteView.Detail(view(route), steps(route)));
    }

    /** The files of routes, Kamelets and mappings, with what became of them. */
    public List<FileState> files() {
        return files.all();
    }

    private RouteView view(Route route) {
        String id = route.getRouteId();
        RouteStats stats = book.of(id);
        FileState file = files.all().stream()
                .filter(state -> state.routes().contains(id))
                .findFirst()
                .orElse(null);
        List<StepView> steps = steps(route);
        return new RouteView(
                id,
                route.getDescription(),
                file == null ? null : file.file(),
                route.getEndpoint() instanceof KameletEndpoint source ? source.getTemplateId() : null,
                URISupport.sanitizeUri(route.getEndpoint().getEndpointBaseUri()),
                String.valueOf(context.getRouteController().getRouteStatus(id)),
                file == null ? null : file.loadedUtc(),
                stats.whole().count(),
                stats.failures(),
                stats.underWay(),
                rounded(stats.whole().meanMillis()),
                rounded(stats.whole().maxMillis()),
                utc(stats.lastAt()),
                stats.failure().map(failure -> utc(failure.at())).orElse(null),
                stats.failure().map(RouteStats.Failure::reason).orElse(null),
                steps.isEmpty() ? null : steps.get(0));
    }

    private List<StepView> steps(Route route) {
        List<Measured> steps = new ArrayList<>();
        book.of(route.getRouteId()).steps().forEach(step -> steps.add(new Measured(step, false)));
        if (route.getEndpoint() instanceof KameletEndpoint source) {
            book.find(source.getRouteId()).stream()
                    .flatMap(stats -> stats.steps().stream())
                    // there the messages go on to this route, whose own steps tell the time
                    .filter(step -> !step.words().equals("to kamelet:sink"))
                    .forEach(step -> steps.add(new Measured(step, true)));
        }
        double total = steps.stream()
                .mapToDouble(one -> one.step().timing().totalMillis())
                .sum();
        return steps.stream()
                .map(one -> view(one, total))
                .sorted(Comparator.comparingDouble(StepView::share).reversed())
                .toList();
    }

    private static StepView view(Measured one, double total) {
        Timing timing = one.step().timing();
        return new StepView(
                one.step().id(),
                one.step().words(),
                one.source(),
                timing.count(),
                rounded(timing.meanMillis()),
                rounded(timing.maxMillis()),
                total == 0 ? 0 : rounded(100 * timing.totalMillis() / total));
    }

    /** To three digits behind the point: microseconds. */
    private static double rounded(double value) {
        return Math.round(value * 1000) / 1000.0;
    }

    private static @Nullable String utc(long at) {
        return at == 0 ? null : Instant.ofEpochMilli(at).toString();
    }
}
