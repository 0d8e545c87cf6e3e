package io.caravanserai.console;

import io.caravanserai.runtime.TestHub;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Somebody at the console without a browser, who keeps one cookie. */
public final class ConsoleVisitor {
    private static final Pattern FORM_TOKEN = Pattern.compile("name=\"form_token\" value=\"([0-9a-f]+)\"");

    private final URI console;
    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(5))
            .build();
    private String cookie = "";

    private ConsoleVisitor(int port) {
        this.console = URI.create("http://127.0.0.1:" + port);
    }

    /** Who has not shown a token yet. */
    public static ConsoleVisitor stranger(TestHub hub) {
        return new ConsoleVisitor(hub.hub().managementPort());
    }

    /** Who has logged in with that token. */
    public static ConsoleVisitor with(String token, TestHub hub) throws IOException, InterruptedException {
        ConsoleVisitor visitor = stranger(hub);
        HttpResponse<String> answer = visitor.send("POST", "/login", Map.of("token", token));
        if (answer.statusCode() != 303) {
            throw new IOException("login answered " + answer.statusCode() + ": " + answer.body());
        }
        visitor.cookie = answer.headers().firstValue("Set-Cookie").orElseThrow().replaceFirst(";.*", "");
        return visitor;
    }

    public static ConsoleVisitor operator(TestHub hub) throws IOException, InterruptedException {
        return with(hub.hub().adminToken(), hub);
    }

    public HttpResponse<String> get(String path, String... headers) throws IOException, InterruptedException {
        return send("GET", path, Map.of(), headers);
    }

    /** A form as a page of this session sends it. */
    public HttpResponse<String> act(String path, Map<String, String> fields, String... headers)
            throws IOException, InterruptedException {
        List<String> all = new ArrayList<>(List.of("x-form-token", formToken()));
        all.addAll(List.of(headers));
        return send("POST", path, fields, all.toArray(String[]::new));
    }

    /** A form without what only a page of this session knows. */
    public HttpResponse<String> send(String method, String path, Map<String, String> fields, String... headers)
            throws IOException, InterruptedException {
        String form = fields.entrySet().stream()
                .map(field -> encoded(field.getKey()) + "=" + encoded(field.getValue()))
                .collect(Collectors.joining("&"));
        HttpRequest.Builder request = HttpRequest.newBuilder(console.resolve(path))
                .timeout(Duration.ofSeconds(30))
                .method(
                        method,
                        method.equals("GET")
                                ? HttpRequest.BodyPublishers.noBody()
                                : HttpRequest.BodyPublishers.ofString(form));
        if (!method.equals("GET")) {
            request.header("Content-Type", "application/x-www-form-urlencoded");
        }
        if (!cookie.isEmpty()) {
            request.header("Cookie", cookie);
        }
        if (headers.length > 0) {
            request.headers(headers);
        }
        return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    /** What the pages of this session send along with each form. */
    public String formToken() throws IOException, InterruptedException {
        Matcher found = FORM_TOKEN.matcher(get("/").body());
        if (!found.find()) {
            throw new IOException("the first page has no form");
        }
        return found.group(1);
    }

    /** Name and value, as the browser sends it. */
    public String cookie() {
        return cookie;
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
