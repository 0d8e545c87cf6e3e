package io.caravanserai.check;

import io.caravanserai.check.Yaml.Entry;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Remembers which path of the public port each route answers: of two with the same path one would never be called. */
final class HttpPathCheck {
    private static final String COMPONENT = "platform-http";
    private static final String ANY_METHOD = "GET,POST,PUT,DELETE,PATCH";

    private final Map<String, Kamelet> kamelets;
    private final Names names;
    private final Map<String, String> claimed = new HashMap<>();

    HttpPathCheck(Map<String, Kamelet> kamelets, Names names) {
        this.kamelets = kamelets;
        this.names = names;
    }

    /** Notes the path that this source answers, in its own words or in those of its Kamelet. */
    void check(Endpoint source, Findings findings) {
        if (source.scheme().equals(COMPONENT)) {
            claim(source, source.line(), names::find, findings);
        } else if (source.scheme().equals("kamelet")) {
            Kamelet kamelet = kamelets.get(source.name());
            @Nullable Endpoint inner = kamelet == null ? null : kamelet.from();
            if (kamelet != null && inner != null && inner.scheme().equals(COMPONENT)) {
                claim(inner, source.line(), name -> value(kamelet, source, name), findings);
            }
        }
    }

    private void claim(Endpoint http, int line, Function<String, Optional<String>> values, Findings findings) {
        String restrict = http.given().stream()
                .filter(given -> given.key().equals("httpMethodRestrict"))
                .findFirst()
                .flatMap(Entry::text)
                .orElse(ANY_METHOD);
        Optional<String> path = Placeholders.resolve(http.uri(), values);
        Optional<String> methods = Placeholders.resolve(restrict, values);
        if (path.isEmpty() || methods.isEmpty()) {
            return;
        }
        String plain = path.get()
                .replaceFirst("^[^:]*:/*", "/")
                .replaceFirst("\\?.*", "")
                .replaceAll("\\{[^}]*}", "{}");
        String place = findings.file() + ":" + line;
        for (String method :
                methods.get().toUpperCase(Locale.ROOT).replace(" ", "").split(",", -1)) {
            String before = claimed.putIfAbsent(method + " " + plain, place);
            if (before != null && !before.equals(place)) {
                findings.error(
                        line,
                        "the path " + method + " " + plain + " is taken by " + before,
                        "give one of them another carrier or path, or take one away: the hub sets the second aside");
                return;
            }
        }
    }

    /** What a parameter of the Kamelet is in this use of it. */
    private Optional<String> value(Kamelet kamelet, Endpoint use, String name) {
        Kamelet.Parameter parameter = kamelet.parameters().get(name);
        if (parameter == null) {
            return names.find(name);
        }
        return use.given().stream()
                .filter(given -> given.key().equals(name))
                .findFirst()
                .flatMap(Entry::text)
                .or(() -> Optional.ofNullable(parameter.standIn()))
                .flatMap(text -> Placeholders.resolve(text, names::find));
    }
}
