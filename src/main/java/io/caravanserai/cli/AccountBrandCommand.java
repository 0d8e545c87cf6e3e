package io.caravanserai.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.caravanserai.event.Json;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** How an account's tracking pages look. */
@Command(
        name = "brand",
        description = {
            "Show how an account's tracking pages look, or change it: what no option names stays as it is.",
            "The colour of text on the account's colour is chosen so that it can be read."
        },
        mixinStandardHelpOptions = true,
        footerHeading = "%nExample:%n",
        footer = "  ./hub account brand A1234567 --title \"My Shop\" --color '#0b5fff' --logo logo.png")
final class AccountBrandCommand extends AdminCommand {
    private static final List<String> KEYS = List.of("title", "color", "support_url", "logo_base64");

    @Parameters(paramLabel = "ACCOUNT", description = "The account number.")
    private String account = "";

    @Option(names = "--title", description = "The name at the top of the page.")
    private @Nullable String title;

    @Option(names = "--color", paramLabel = "#RRGGBB", description = "The colour of the top and of what is marked.")
    private @Nullable String color;

    @Option(names = "--support", paramLabel = "URL", description = "Where to get help, an https address.")
    private @Nullable String support;

    @Option(names = "--logo", paramLabel = "FILE", description = "A PNG, JPEG, GIF or WebP file of at most 64 KiB.")
    private @Nullable Path logo;

    @Option(names = "--remove", description = "Go back to the hub's own look.")
    private boolean remove;

    @Override
    void run(AdminClient hub, PrintWriter out) throws IOException, InterruptedException {
        String path = "/admin/accounts/" + account + "/branding";
        JsonNode now = hub.get(path);
        ObjectNode given = given();
        boolean isChange = remove || !given.isEmpty();
        if (!remove) {
            KEYS.stream().filter(key -> !given.has(key)).forEach(key -> given.set(key, now.path(key)));
        }
        out.println(words(isChange ? hub.put(path, given) : now));
    }

    private ObjectNode given() throws IOException {
        ObjectNode given = Json.mapper().createObjectNode();
        set(given, "title", title);
        set(given, "color", color);
        set(given, "support_url", support);
        set(given, "logo_base64", picture());
        return given;
    }

    private static void set(ObjectNode given, String key, @Nullable String value) {
        if (value != null) {
            given.put(key, value);
        }
    }

    private @Nullable String picture() throws IOException {
        if (logo == null) {
            return null;
        }
        if (!Files.isReadable(logo)) {
            throw new IllegalArgumentException("There is no file " + logo + " that can be read.");
        }
        return Base64.getEncoder().encodeToString(Files.readAllBytes(logo));
    }

    private String words(JsonNode brand) {
        return "Tracking pages of %s: title %s, color %s with text in %s, support %s, %s"
                .formatted(
                        account,
                        shown(brand, "title"),
                        shown(brand, "color"),
                        shown(brand, "text_color"),
                        shown(brand, "support_url"),
                        brand.path("logo_base64").isTextual() ? "with a logo" : "no logo");
    }

    private static String shown(JsonNode brand, String key) {
        return brand.path(key).isTextual() ? brand.path(key).textValue() : "not set";
    }
}
