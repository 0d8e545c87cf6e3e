package io.caravanserai.runtime;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.camel.Route;
import org.apache.camel.component.platform.http.PlatformHttpEndpoint;
import org.apache.camel.model.ModelCamelContext;
import org.apache.camel.model.RouteDefinition;

/** Which route answers which path of the public port: of two with the same path one would never be called. */
final class HttpPaths {
    private static final String ALL = "GET,HEAD,POST,PUT,DELETE,TRACE,OPTIONS,CONNECT,PATCH";
    private static final Pattern REFUSED_BY_CAMEL =
            Pattern.compile("Multiple consumers for the same endpoint is not allowed: platform-http:/*([^?\\s]*)");

    private HttpPaths() {}

    /** One path and who answers it. */
    private record Claim(String id, String route, String path, Set<String> methods) {
        boolean meets(Claim other) {
            return path.equals(other.path) && methods.stream().anyMatch(other.methods::contains);
        }
    }

    /** Why a route that is not among {@code before} cannot stay, if it claims a path of another. */
    static Optional<String> conflict(ModelCamelContext context, Set<String> before) {
        List<Claim> claims = claims(context);
        for (Claim claim : claims) {
            Optional<Claim> other = claims.stream()
                    .filter(older -> !older.id().equals(claim.id()) && older.meets(claim))
                    .findFirst();
            if (!before.contains(claim.id()) && other.isPresent()) {
                return Optional.of(reason(other.get()));
            }
        }
        return Optional.empty();
    }

    /** The same for what Camel refused by itself, which names neither the other route nor what to do. */
    static Optional<String> conflict(ModelCamelContext context, Set<String> before, String refusal) {
        Matcher matcher = REFUSED_BY_CAMEL.matcher(refusal);
        return matcher.find()
                ? claims(context).stream()
                        .filter(claim ->
                                before.contains(claim.id()) && claim.path().equals(path(matcher.group(1))))
                        .findFirst()
                        .map(HttpPaths::reason)
                : Optional.empty();
    }

    private static String reason(Claim other) {
        return String.join(",", other.methods()) + " " + other.path() + " is taken by the route " + other.route()
                + ": give this route another carrier or path, or take one of them away";
    }

    private static List<Claim> claims(ModelCamelContext context) {
        return context.getRoutes().stream()
                .filter(route -> route.getEndpoint() instanceof PlatformHttpEndpoint)
                .map(route -> claim(context, route, (PlatformHttpEndpoint) route.getEndpoint()))
                .toList();
    }

    private static Claim claim(ModelCamelContext context, Route route, PlatformHttpEndpoint endpoint) {
        String methods = Objects.requireNonNullElse(endpoint.getHttpMethodRestrict(), ALL);
        return new Claim(
                route.getRouteId(),
                named(context, route.getRouteId()),
                path(endpoint.getPath()),
                Set.of(methods.toUpperCase(Locale.ROOT).replace(" ", "").split(",", -1)));
    }

    /** A Kamelet's inner route goes by the name of the route that uses it. */
    private static String named(ModelCamelContext context, String id) {
        RouteDefinition definition = context.getRouteDefinition(id);
        Map<String, Object> parameters = definition == null ? null : definition.getTemplateParameters();
        return parameters == null ? id : String.valueOf(parameters.getOrDefault("parentRouteId", id));
    }

    /** One slash at the beginning, and names of path parameters do not matter. */
    private static String path(String path) {
        return "/" + path.replaceAll("^/+", "").replaceAll("\\{[^}]*}", "{}");
    }
}
