package io.caravanserai.scaffold;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Writes the route of a new customer who gets files by sFTP.
 *
 * @param name lower-case words joined by _
 * @param format what the files are
 */
public record NewCustomer(String name, Format format) {
    /** What customers are sent. */
    public enum Format {
        X12_214("ZZ"),
        EDIFACT_IFTSTA("14"),
        CSV("");

        private final String qualifier;

        Format(String qualifier) {
            this.qualifier = qualifier;
        }

        /** As written on the command line and in routes. */
        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    public NewCustomer {
        NewPartner.checkName(name);
    }

    /**
     * Writes routes/customers/NAME.camel.yaml.
     *
     * @throws IllegalArgumentException when the file is there already
     */
    public Made writeTo(Path routes) throws IOException {
        Path route = routes.resolve("customers").resolve(name + ".camel.yaml");
        NewPartner.checkThere(routes);
        NewPartner.checkFree(route);
        Map<String, String> values = Map.of(
                "name",
                name,
                "format",
                format.toString(),
                "qualifier",
                format.qualifier.isEmpty() ? "\"\"" : "\"" + format.qualifier + "\"",
                "receiver",
                name.toUpperCase(Locale.ROOT).replace("_", ""));
        return new Made(List.of(NewPartner.write(route, "route/customer.camel.yaml", values)), route, 0, 0);
    }
}
