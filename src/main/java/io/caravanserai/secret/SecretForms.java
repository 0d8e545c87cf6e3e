package io.caravanserai.secret;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URLEncoder;
import java.util.Base64;
import java.util.List;
import java.util.stream.Stream;

/** How a secret may stand in what others repeat of a request. */
final class SecretForms {
    /** Shorter lines of a key in several are no secret of their own. */
    private static final int LINE = 16;

    private SecretForms() {}

    /** Each once. A key of several lines (PEM, PGP) is known by each of them. */
    static List<String> of(String secret) {
        return secret.indexOf('\n') < 0
                ? ofLine(secret).toList()
                : secret.lines()
                        .map(String::strip)
                        .filter(line -> line.length() >= LINE && !line.startsWith("-----"))
                        .flatMap(line -> Stream.of(line, URLEncoder.encode(line, UTF_8)))
                        .distinct()
                        .toList();
    }

    private static Stream<String> ofLine(String secret) {
        String url = URLEncoder.encode(secret, UTF_8);
        String json = secret.replace("\\", "\\\\").replace("\"", "\\\"");
        String xml = secret.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
        String xmlQuoted = xml.replace("\"", "&quot;").replace("'", "&apos;");
        String base64 = Base64.getEncoder().withoutPadding().encodeToString(secret.getBytes(UTF_8));
        return Stream.of(secret, url, url.replace("+", "%20"), json, json.replace("/", "\\/"), xml, xmlQuoted, base64)
                .distinct();
    }
}
