package io.caravanserai.reload;

import java.util.Collection;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.camel.Route;
import org.apache.camel.component.platform.http.PlatformHttpEndpoint;

/** What routes serve on the public port. Of two routes for one call, Vert.x would ask the older one and say nothing. */
final class HttpPaths {
    private static final String ALL_METHODS = "GET,POST,PUT,PATCH,DELETE,HEAD,OPTIONS";

    private static final Pattern REFUSED_BY_CAMEL =
            Pattern.compile("Multiple consumers for the same endpoint is not allowed: platform-http:([^?\\s]*)");

    private HttpPaths() {}

    /** Such as {@code POST /carriers/ups/events}; parameters of a path are {@code {}} whatever their name. */
    static Set<String> of(Collection<Route> routes) {
        Set<String> served = new TreeSet<>();
        for (Route route : routes) {
            if (route.getEndpoint() instanceof PlatformHttpEndpoint http) {
                String restrict = http.getHttpMethodRestrict();
                String methods = restrict == null || restrict.isBlank() ? ALL_METHODS : restrict;
                String path = normal(http.getPath());
                for (String method : methods.split(",", -1)) {
                    served.add(method.trim().toUpperCase(Locale.ROOT) + " " + path);
                }
            }
        }
        return served;
    }

    /** The path that Camel says is served already; empty when the message says something else. */
    static Optional<String> refused(String message) {
        Matcher refused = REFUSED_BY_CAMEL.matcher(message);
        return refused.find() ? Optional.of(normal(refused.group(1))) : Optional.empty();
    }

    private static String normal(String path) {
        return "/" + path.replaceAll("^/+", "").replaceAll("\\{[^/}]+}", "{}");
    }
}
