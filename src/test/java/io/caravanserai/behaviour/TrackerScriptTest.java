package io.caravanserai.behaviour;

import static org.assertj.core.api.Assertions.assertThat;

import io.caravanserai.runtime.TestHub;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How the script for web pages is served. */
class TrackerScriptTest {
    private static final String PATH = "/tracker/hub.js";
    private static final int LESS_THAN = 4000;

    private static TestHub hub;

    @BeforeAll
    static void start(@TempDir Path data) {
        hub = TestHub.onSharedBroker(data, Map.of());
    }

    @AfterAll
    static void stop() {
        hub.close();
    }

    private static HttpResponse<String> call(String method, String... headers) throws Exception {
        return hub.call(method, PATH, new byte[0], headers);
    }

    @Test
    void anyWebSiteMayLoadIt() throws Exception {
        HttpResponse<String> answer = call("GET", "Origin", "https://shop.example");

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().map())
                .containsEntry("content-type", List.of("text/javascript; charset=utf-8"))
                .containsEntry("x-content-type-options", List.of("nosniff"))
                .containsEntry("cache-control", List.of("public, max-age=3600"))
                .containsEntry("access-control-allow-origin", List.of("*"))
                .containsEntry("cross-origin-resource-policy", List.of("cross-origin"))
                .containsKey("etag");
    }

    /** Raw, before any compression. */
    @Test
    void itIsSmall() throws Exception {
        assertThat(call("GET").body()).isASCII().hasSizeLessThan(LESS_THAN);
    }

    @Test
    void whoHasItIsToldSo() throws Exception {
        String tag = call("GET").headers().firstValue("etag").orElseThrow();

        HttpResponse<String> known = call("GET", "If-None-Match", "W/\"other\", " + tag);
        assertThat(known.statusCode()).isEqualTo(304);
        assertThat(known.body()).isEmpty();
        assertThat(known.headers().map())
                .containsEntry("etag", List.of(tag))
                .containsEntry("cache-control", List.of("public, max-age=3600"));
        assertThat(call("GET", "If-None-Match", "\"other\"").statusCode()).isEqualTo(200);
    }

    @Test
    void otherMethodsAreAnsweredAsTheyShould() throws Exception {
        HttpResponse<String> head = call("HEAD");
        assertThat(head.statusCode()).isEqualTo(200);
        assertThat(head.body()).isEmpty();
        assertThat(head.headers().firstValue("etag"))
                .isEqualTo(call("GET").headers().firstValue("etag"));

        HttpResponse<String> options = call("OPTIONS", "Origin", "https://shop.example");
        assertThat(options.statusCode()).isEqualTo(200);
        assertThat(options.headers().map())
                .containsEntry("allow", List.of("GET, HEAD, OPTIONS"))
                .containsEntry("access-control-allow-origin", List.of("*"))
                .containsEntry("access-control-allow-methods", List.of("GET, HEAD, OPTIONS"));

        HttpResponse<String> post = call("POST");
        assertThat(post.statusCode()).isEqualTo(405);
        assertThat(post.headers().firstValue("allow")).contains("GET, HEAD, OPTIONS");
    }

    /** What drops white space knows nothing of strings. */
    @Test
    void noStringOfTheSourceHasBlanks() {
        assertThat(TrackerScript.source().lines().map(String::strip).filter(line -> !line.startsWith("//")))
                .isNotEmpty()
                .noneMatch(line -> Pattern.compile("'[^']*'")
                        .matcher(line)
                        .results()
                        .anyMatch(string -> string.group().contains(" ")))
                .noneMatch(line -> line.contains("\"") || line.contains("`"))
                .noneMatch(line -> line.contains(" //"));
    }
}
