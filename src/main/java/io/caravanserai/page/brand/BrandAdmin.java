package io.caravanserai.page.brand;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.caravanserai.event.Json;
import io.caravanserai.http.HttpAnswer;
import io.caravanserai.http.HttpCall;
import io.caravanserai.http.HttpProblem;
import io.caravanserai.mapping.Suggest;
import java.util.Base64;
import java.util.Optional;
import java.util.Set;

/** {@code /admin/accounts/{account}/branding}: how an account's tracking pages look. */
public final class BrandAdmin {
    private static final String EXAMPLE =
            "send {\"title\": \"My Shop\", \"color\": \"#0b5fff\", \"support_url\": \"https://shop.example/help\","
                    + " \"logo_base64\": \"...\"}";

    private static final Set<String> KEYS = Set.of("title", "color", "support_url", "logo_base64");

    private final BrandStore brands;

    public BrandAdmin(BrandStore brands) {
        this.brands = brands;
    }

    /** {@code GET}: 200 with what PUT takes, and the colour of text on the account's colour; 404 for an unknown account. */
    public HttpAnswer get(HttpCall call) {
        String account = call.pathParam("account");
        return brands.find(account)
                .map(brand -> HttpAnswer.json(200, view(brand)))
                .orElseThrow(() -> none(account));
    }

    /**
     * {@code PUT {title?, color?, support_url?, logo_base64?}}: 200 with the look as it is now, which is the given one
     * alone; 404 for an unknown account, 422 for a value that cannot be used.
     */
    public HttpAnswer set(HttpCall call) {
        String account = call.pathParam("account");
        Brand brand = brand(call);
        if (!brands.set(account, brand)) {
            throw none(account);
        }
        return HttpAnswer.json(200, view(brand));
    }

    /** {@code DELETE}: 204, the pages look as the hub's own; 404 for an unknown account. */
    public HttpAnswer remove(HttpCall call) {
        String account = call.pathParam("account");
        if (!brands.remove(account)) {
            throw none(account);
        }
        return HttpAnswer.empty(204);
    }

    private static HttpProblem none(String account) {
        return HttpProblem.of(404, "There is no account " + account + "; ./hub account add makes one.");
    }

    private static Brand brand(HttpCall call) {
        try {
            JsonNode body = call.json(EXAMPLE);
            body.fieldNames().forEachRemaining(key -> {
                if (!KEYS.contains(key)) {
                    throw new IllegalArgumentException("$." + key + " is not known" + Suggest.hint(key, KEYS));
                }
            });
            return new Brand(
                    text(body, "title"),
                    text(body, "color").map(BrandAdmin::color),
                    text(body, "support_url"),
                    text(body, "logo_base64").map(BrandAdmin::logo));
        } catch (IllegalArgumentException e) {
            throw HttpProblem.of(422, e.getMessage() + "; " + EXAMPLE + ".");
        }
    }

    private static Optional<String> text(JsonNode body, String key) {
        JsonNode value = body.path(key);
        if (value.isMissingNode() || value.isNull()) {
            return Optional.empty();
        }
        if (!value.isTextual()) {
            throw new IllegalArgumentException("$." + key + " must be a text");
        }
        return Optional.of(value.textValue().trim());
    }

    private static Color color(String text) {
        try {
            return Color.parse(text);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("$.color: " + e.getMessage(), e);
        }
    }

    private static Logo logo(String text) {
        byte[] bytes;
        try {
            bytes = Base64.getDecoder().decode(text);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("$.logo_base64 is no base64", e);
        }
        try {
            return Logo.of(bytes);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("$.logo_base64: " + e.getMessage(), e);
        }
    }

    private static ObjectNode view(Brand brand) {
        return Json.mapper()
                .createObjectNode()
                .put("title", brand.title().orElse(null))
                .put("color", brand.color().map(Color::css).orElse(null))
                .put("text_color", brand.accent().text().css())
                .put("support_url", brand.supportUrl().orElse(null))
                .put(
                        "logo_base64",
                        brand.logo()
                                .map(logo -> Base64.getEncoder().encodeToString(logo.bytes()))
                                .orElse(null));
    }
}
