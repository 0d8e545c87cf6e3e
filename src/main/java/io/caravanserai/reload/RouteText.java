package io.caravanserai.reload;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.apache.camel.spi.Resource;
import org.apache.camel.support.ResourceHelper;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/** A YAML file of routes/ as it was read once: what is checked is what is loaded, whatever is saved meanwhile. */
final class RouteText {
    private static final String KAMELET = "kamelet:";
    private static final Set<String> ENDS_OF_KAMELETS = Set.of("source", "sink");

    private final Path file;
    private final String text;
    private final @Nullable Object content;

    private RouteText(Path file, String text, @Nullable Object content) {
        this.file = file;
        this.text = text;
        this.content = content;
    }

    /**
     * @throws IllegalArgumentException naming the line when it is no YAML
     * @throws IOException when it cannot be read as UTF-8
     */
    static RouteText read(Path file) throws IOException {
        return of(file, Files.readString(file));
    }

    /** @throws IllegalArgumentException naming the line when it is no YAML */
    static RouteText of(Path file, String text) {
        try {
            LoadSettings settings =
                    LoadSettings.builder().setLabel(file.toString()).build();
            return new RouteText(file, text, new Load(settings).loadFromString(text));
        } catch (YamlEngineException e) {
            throw new IllegalArgumentException(e.getMessage(), e);
        }
    }

    Path file() {
        return file;
    }

    /** What Camel loads; it goes by the ending of the name. */
    Resource resource() {
        return ResourceHelper.fromBytes("file:" + file.toAbsolutePath(), text.getBytes(StandardCharsets.UTF_8));
    }

    /** Ids of its routes, those that a precondition keeps from running included. */
    List<String> ids() {
        List<String> ids = new ArrayList<>();
        for (Object item : items(content)) {
            if (item instanceof Map<?, ?> entry
                    && entry.get("route") instanceof Map<?, ?> route
                    && route.get("id") instanceof String id) {
                ids.add(id);
            }
        }
        return ids;
    }

    /** Names of the beans it declares for all routes. */
    List<String> beans() {
        List<String> names = new ArrayList<>();
        for (Object item : items(content)) {
            if (item instanceof Map<?, ?> entry) {
                for (Object bean : items(entry.get("beans"))) {
                    if (bean instanceof Map<?, ?> declared && declared.get("name") instanceof String name) {
                        names.add(name);
                    }
                }
            }
        }
        return names;
    }

    /** Names of the Kamelets it names itself. */
    Set<String> kamelets() {
        Set<String> names = new TreeSet<>();
        scalars(content, value -> {
            if (value.startsWith(KAMELET)) {
                names.add(value.substring(KAMELET.length()).split("[/?]", 2)[0]);
            }
        });
        names.removeAll(ENDS_OF_KAMELETS);
        return names;
    }

    /** Whether the file on disk still says the same. */
    boolean isOnDisk() {
        try {
            return text.equals(Files.readString(file));
        } catch (IOException e) {
            return false;
        }
    }

    private static List<?> items(@Nullable Object node) {
        return node instanceof List<?> list ? list : List.of();
    }

    private static void scalars(@Nullable Object node, Consumer<String> found) {
        if (node instanceof Map<?, ?> map) {
            map.values().forEach(value -> scalars(value, found));
        } else if (node instanceof List<?> list) {
            list.forEach(value -> scalars(value, found));
        } else if (node instanceof String value) {
            found.accept(value);
        }
    }
}
