package io.caravanserai.console;

import static org.assertj.core.api.Assertions.assertThat;

import io.caravanserai.http.Role;
import io.caravanserai.runtime.TestHub;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who gets into the console of a whole hub, as whom, and who does not. */
class ConsoleDoorTest {
    private static final byte[] NOTHING = new byte[0];

    @SuppressWarnings("NullAway.Init") // started once
    static TestHub hub;

    @BeforeAll
    static void start(@TempDir Path folder) {
        hub = TestHub.onSharedBroker(
                folder, Map.of("hub.admin.viewer-token", "may-only-look", "hub.http.failure-rate", "3"));
    }

    @AfterAll
    static void stop() {
        hub.close();
    }

    @Test
    void whoIsNotLoggedInIsLedToTheLoginAndBack() throws Exception {
        ConsoleVisitor stranger = ConsoleVisitor.stranger(hub);

        HttpResponse<String> page = stranger.get("/attention", "Accept", "text/html");
        HttpResponse<String> piece = stranger.get("/attention", "HX-Request", "true", "Accept", "text/html");
        HttpResponse<String> login =
                stranger.send("POST", "/login", Map.of("token", hub.hub().adminToken(), "next", "/attention"));

        assertThat(page.statusCode()).isEqualTo(303);
        assertThat(page.headers().firstValue("Location")).contains("/login?next=%2Fattention");
        assertThat(piece.headers().firstValue("HX-Redirect")).contains("/login?next=%2Fattention");
        assertThat(login.statusCode()).isEqualTo(303);
        assertThat(login.headers().firstValue("Location")).contains("/attention");
    }

    @Test
    void theLoginLeadsNowhereElse() throws Exception {
        for (String elsewhere : List.of("//evil.example/", "/\\evil.example", "https://evil.example/", "\tx", "")) {
            HttpResponse<String> login = ConsoleVisitor.stranger(hub)
                    .send("POST", "/login", Map.of("token", hub.hub().adminToken(), "next", elsewhere));

            assertThat(login.headers().firstValue("Location")).as(elsewhere).contains("/");
        }
    }

    @Test
    void theCookieIsForThisConsoleAlone() throws Exception {
        HttpResponse<String> login = ConsoleVisitor.stranger(hub)
                .send("POST", "/login", Map.of("token", hub.hub().adminToken()));

        assertThat(login.headers().firstValue("Set-Cookie").orElseThrow())
                .matches("hub-session=[\\w-]{43}; Path=/; HttpOnly; SameSite=Strict");
        assertThat(new Cookies(true).begin(new Session("s", Role.OPERATOR)))
                .as("under TLS")
                .isEqualTo("__Host-hub-session=s; Path=/; HttpOnly; SameSite=Strict; Secure");
    }

    @Test
    void whoLogsOutIsOut() throws Exception {
        ConsoleVisitor visitor = ConsoleVisitor.operator(hub);
        assertThat(visitor.get("/").statusCode()).isEqualTo(200);

        HttpResponse<String> left = visitor.act("/logout", Map.of());

        assertThat(left.headers().firstValue("Set-Cookie").orElseThrow()).contains("Max-Age=0");
        assertThat(visitor.get("/").statusCode()).isEqualTo(303);
    }

    @Test
    void aViewerReadsEverythingAndChangesNothing() throws Exception {
        String token = "Bearer may-only-look";

        assertThat(hub.manageWith("GET", "/admin/stats", "Authorization", token).statusCode())
                .isEqualTo(200);
        HttpResponse<String> refused = hub.manageWith("POST", "/admin/reload", "Authorization", token);
        assertThat(refused.statusCode()).isEqualTo(403);
        assertThat(refused.body()).contains("admin token");
        HttpResponse<String> page = ConsoleVisitor.with("may-only-look", hub).get("/");
        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.body()).contains("viewer on");
    }

    @Test
    void whoGuessesIsToldToWaitAndWhoIsInsideGoesOn() throws Exception {
        ConsoleVisitor inside = ConsoleVisitor.operator(hub);
        ConsoleVisitor stranger = ConsoleVisitor.stranger(hub);

        List<HttpResponse<String>> guesses = new ArrayList<>();
        while (guesses.stream().noneMatch(guess -> guess.statusCode() == 429) && guesses.size() < 100) {
            guesses.add(stranger.send("POST", "/login", Map.of("token", "guess" + guesses.size())));
        }

        assertThat(guesses.get(0).statusCode()).isEqualTo(401);
        assertThat(guesses.get(0).body()).contains("That is not the token");
        HttpResponse<String> last = guesses.get(guesses.size() - 1);
        assertThat(last.statusCode()).isEqualTo(429);
        assertThat(last.headers().firstValue("Retry-After")).isPresent();
        assertThat(inside.get("/").statusCode()).isEqualTo(200);
    }

    @Test
    void logInAndOutAreKeptAsActs() throws Exception {
        ConsoleVisitor visitor = ConsoleVisitor.operator(hub);
        visitor.act("/logout", Map.of());

        String acts = hub.manage("GET", "/admin/audit", NOTHING).body();

        assertThat(acts)
                .contains("\"actor\":\"operator\"", "POST /login", "POST /logout")
                .doesNotContain(hub.hub().adminToken(), visitor.cookie());
    }

    @Test
    void everyAnswerKeepsOthersOut() throws Exception {
        ConsoleVisitor visitor = ConsoleVisitor.operator(hub);

        for (HttpResponse<String> answer : List.of(
                visitor.get("/"),
                visitor.get("/login"),
                visitor.get("/nothing-here", "Accept", "text/html"),
                hub.manage("GET", "/admin/stats", NOTHING),
                hub.manageWith("GET", "/admin/stats"),
                hub.manageWith("GET", "/metrics"))) {
            String about = answer.uri() + " " + answer.statusCode();
            assertThat(answer.headers().firstValue("Content-Security-Policy").orElse(""))
                    .as(about)
                    .contains("default-src 'none'", "frame-ancestors 'none'")
                    .doesNotContain("unsafe");
            assertThat(answer.headers().firstValue("X-Frame-Options")).as(about).contains("DENY");
            assertThat(answer.headers().firstValue("X-Content-Type-Options"))
                    .as(about)
                    .contains("nosniff");
            assertThat(answer.headers().firstValue("Referrer-Policy").orElse(""))
                    .as(about)
                    .isIn("no-referrer", "same-origin");
            assertThat(answer.headers().firstValue("Cache-Control")).as(about).contains("no-store");
        }
    }

    @Test
    void whatIsNotThereIsSaidInTheConsolesLookAndInJsonToPrograms() throws Exception {
        ConsoleVisitor visitor = ConsoleVisitor.operator(hub);

        HttpResponse<String> page = visitor.get("/nothing-here", "Accept", "text/html");
        HttpResponse<String> program = visitor.get("/nothing-here");

        assertThat(page.statusCode()).isEqualTo(404);
        assertThat(page.body()).contains("<nav", "There is nothing at /nothing-here");
        assertThat(program.body()).startsWith("{\"detail\"");
    }

    @Test
    void assetsAreKeptForEverAndPacked() throws Exception {
        ConsoleVisitor visitor = ConsoleVisitor.operator(hub);
        String script = visitor.get("/").body().replaceFirst("(?s).*src=\"(/assets/[0-9a-f]{12}-htmx.js)\".*", "$1");

        HttpResponse<String> plain = visitor.get(script);
        HttpResponse<String> packed = visitor.get(script, "Accept-Encoding", "gzip, br");

        assertThat(plain.body()).contains("htmx");
        assertThat(plain.headers().firstValue("Cache-Control")).contains("public, max-age=31536000, immutable");
        assertThat(packed.headers().firstValue("Content-Encoding")).contains("gzip");
        assertThat(packed.headers().firstValueAsLong("Content-Length").orElse(0))
                .isPositive()
                .isLessThan(plain.body().length() / 2);
    }
}
