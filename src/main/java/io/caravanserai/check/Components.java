package io.caravanserai.check;

import com.fasterxml.jackson.databind.JsonNode;
import io.caravanserai.event.Json;
import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;

/** Camel's components on the class path and their parameters, from the descriptions that ship in their jars. */
final class Components {
    /** What every endpoint takes though not every component's description lists it. */
    private static final Set<String> COMMON =
            Set.of("bridgeErrorHandler", "exceptionHandler", "exchangePattern", "lazyStartProducer", "synchronous");

    private static final String SERVICES = "META-INF/services/org/apache/camel/";

    private final ClassLoader loader = Components.class.getClassLoader();
    private final Map<String, Optional<Parameters>> known = new HashMap<>();

    /** What a component takes. */
    record Parameters(Set<String> names, List<String> prefixes, boolean anything) {
        boolean takes(String name) {
            return anything || names.contains(name) || prefixes.stream().anyMatch(name::startsWith);
        }
    }

    /** Every scheme there is, sorted. */
    Set<String> schemes() {
        Set<String> schemes = new TreeSet<>();
        try {
            for (URL url : Collections.list(loader.getResources(SERVICES + "component.properties"))) {
                String names = properties(url).getProperty("components", "");
                schemes.addAll(List.of(names.trim().split("\\s+")));
            }
        } catch (IOException e) {
            throw new IllegalStateException("the list of Camel's components cannot be read", e);
        }
        return schemes;
    }

    /** The parameters of a component; empty when it is not on the class path. */
    Optional<Parameters> parameters(String scheme) {
        return known.computeIfAbsent(scheme, this::load);
    }

    private Optional<Parameters> load(String scheme) {
        URL service = loader.getResource(SERVICES + "component/" + scheme);
        if (service == null) {
            return Optional.empty();
        }
        try {
            String type = properties(service).getProperty("class", "");
            String folder = type.substring(0, type.lastIndexOf('.')).replace('.', '/');
            URL description = loader.getResource("META-INF/" + folder + "/" + scheme + ".json");
            if (description == null) {
                return Optional.of(new Parameters(Set.of(), List.of(), true));
            }
            try (InputStream in = description.openStream()) {
                return Optional.of(read(Json.mapper().readTree(in)));
            }
        } catch (IOException e) {
            throw new IllegalStateException("the description of Camel's component " + scheme + " cannot be read", e);
        }
    }

    private static Parameters read(JsonNode description) {
        Set<String> names = new TreeSet<>(COMMON);
        List<String> prefixes = new ArrayList<>();
        description.path("properties").properties().forEach(property -> {
            names.add(property.getKey());
            String prefix = property.getValue().path("prefix").asText("");
            if (!prefix.isEmpty()) {
                prefixes.add(prefix);
            }
        });
        boolean lenient =
                description.path("component").path("lenientProperties").asBoolean(false);
        return new Parameters(names, prefixes, lenient);
    }

    private static Properties properties(URL url) throws IOException {
        Properties properties = new Properties();
        try (InputStream in = url.openStream()) {
            properties.load(in);
        }
        return properties;
    }
}
