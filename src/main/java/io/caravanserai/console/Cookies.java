package io.caravanserai.console;

import io.caravanserai.http.HttpCall;
import java.util.List;
import java.util.Optional;

/**
 * The console's cookies (RFC 6265bis). Under TLS their names begin with {@code __Host-}, so that no other host and no
 * plain connection can set them.
 *
 * @param secure whether the management port speaks TLS
 */
record Cookies(boolean secure) {
    private static final String SESSION = "hub-session";
    private static final String TOLD = "hub-told";

    Optional<String> session(HttpCall call) {
        return value(call, name(SESSION));
    }

    /** Lasts as long as the browser does; the store ends it before. */
    String begin(Session session) {
        return set(SESSION, session.secret(), "");
    }

    String end() {
        return set(SESSION, "", "; Max-Age=0");
    }

    /** What a page is to say once about what was done before it. */
    Optional<String> told(HttpCall call) {
        return value(call, name(TOLD));
    }

    String tell(String value) {
        return set(TOLD, value, "; Max-Age=60");
    }

    String toldAlready() {
        return set(TOLD, "", "; Max-Age=0");
    }

    private String set(String name, String value, String more) {
        return name(name) + "=" + value + "; Path=/; HttpOnly; SameSite=Strict" + (secure ? "; Secure" : "") + more;
    }

    private String name(String name) {
        return (secure ? "__Host-" : "") + name;
    }

    /** One that is there twice was set by somebody else as well and is believed no more. */
    private static Optional<String> value(HttpCall call, String name) {
        List<String> values = call.headers().getOrDefault("cookie", List.of()).stream()
                .flatMap(header -> List.of(header.split(";", -1)).stream())
                .map(String::strip)
                .filter(pair -> pair.startsWith(name + "="))
                .map(pair -> pair.substring(name.length() + 1))
                .filter(value -> !value.isEmpty())
                .toList();
        return values.size() == 1 ? Optional.of(values.get(0)) : Optional.empty();
    }
}
