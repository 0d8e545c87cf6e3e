package io.caravanserai.routeview;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A route as operators see it; its figures are those of this node since the route was loaded.
 *
 * @param description what it does, as its file says
 * @param file that declares it; null for one that the hub made itself
 * @param kamelet where its messages come from; null when it is no Kamelet
 * @param from the endpoint, without what may be secret
 * @param status as Camel names it, such as Started
 * @param count messages or batches
 * @param failed of these, how many failed in it, whatever became of them then
 * @param underWay how many it works on now
 * @param lastUtc when the last one ended; null before the first
 * @param slowest of its steps the one that took most of the time; null before the first message
 */
public record RouteView(
        String id,
        @Nullable String description,
        @Nullable String file,
        @Nullable String kamelet,
        String from,
        String status,
        @Nullable String loadedUtc,
        long count,
        long failed,
        long underWay,
        double meanMs,
        double maxMs,
        @Nullable String lastUtc,
        @Nullable String lastFailureUtc,
        @Nullable String lastFailure,
        @Nullable StepView slowest) {

    /**
     * A step that has no steps within.
     *
     * @param words what it is, such as {@code to kamelet:carrier-inbound-sink}
     * @param source whether it is one of the Kamelet that the messages come from
     * @param share of the time of all such steps, in percent
     */
    public record StepView(
            String id, String words, boolean source, long count, double meanMs, double maxMs, double share) {}

    /** A route with all its steps, the one that took most of the time first. */
    public record Detail(RouteView route, List<StepView> steps) {
        public Detail {
            steps = List.copyOf(steps);
        }
    }
}
