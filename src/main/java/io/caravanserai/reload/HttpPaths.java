package io.caravanserai.reload;

import java.util.Collection;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import org.apache.camel.Route;
import org.apache.camel.component.platform.http.PlatformHttpEndpoint;

/** What routes serve on the public port. Of two routes for one call, Vert.x would ask the older one and say nothing. */
final class HttpPaths {
    private static final String ALL_METHODS = "GET,POST,PUT,PATCH,DELETE,HEAD,OPTIONS";

    private HttpPaths() {}

    /** Such as {@code POST /carriers/ups/events}; parameters of a path are {@code {}} whatever their name. */
    static Set<String> of(Collection<Route> routes) {
        Set<String> served = new TreeSet<>();
        for (Route route : routes) {
            if (route.getEndpoint() instanceof PlatformHttpEndpoint http) {
                String restrict = http.getHttpMethodRestrict();
                String methods = restrict == null || restrict.isBlank() ? ALL_METHODS : restrict;
                String path = http.getPath().replaceAll("\\{[^/}]+}", "{}");
                for (String method : methods.split(",", -1)) {
                    served.add(method.trim().toUpperCase(Locale.ROOT) + " " + path);
                }
            }
        }
        return served;
    }
}
