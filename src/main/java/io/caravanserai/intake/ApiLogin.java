package io.caravanserai.intake;

import io.caravanserai.event.Ids;
import io.caravanserai.event.Json;
import io.caravanserai.secret.SecretMask;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * How the hub logs in at a carrier's API: OAuth 2.0 client credentials or resource owner password (RFC 6749 sections 4.4
 * and 4.3) or a call of the carrier's own, with the token kept until it runs out, an API key in a header, HTTP Basic, or
 * not at all here (the key is part of URL or body).
 */
public final class ApiLogin {
    private static final Duration MARGIN = Duration.ofSeconds(60);

    private final Settings settings;
    private final HttpClient client;
    private final Clock clock;
    private @Nullable String token;
    private Instant goodUntil = Instant.EPOCH;

    /**
     * @param scheme none, oauth2 (client credentials by HTTP Basic), oauth2-form (in the form, RFC 6749 section 2.3.1),
     *     oauth2-password (RFC 6749 section 4.3), token (a call of the carrier's own), api-key or
     *     basic
     * @param user client id or user
     * @param secret client secret, key or password
     * @param tokenUrl where tokens are had
     * @param scope what the token is asked for, empty for what the client has
     * @param header header of an API key
     * @param client who asks for oauth2-password, where user and secret are the account's
     * @param tokenRequest how a token is had, of the scheme token
     */
    public record Settings(
            String scheme,
            String user,
            String secret,
            String tokenUrl,
            String scope,
            String header,
            Client client,
            @Nullable TokenRequest tokenRequest,
            Duration timeout) {
        public Settings {
            switch (scheme) {
                case "none", "basic" -> {}
                case "oauth2", "oauth2-form", "oauth2-password" -> require("tokenUrl", tokenUrl);
                case "api-key" -> require("header", header);
                case "token" -> Objects.requireNonNull(tokenRequest, "auth token needs a request");
                default ->
                    throw new IllegalArgumentException("auth is '" + scheme
                            + "' but must be none, oauth2, oauth2-form, oauth2-password, api-key or basic");
            }
        }

        private static void require(String name, String value) {
            if (value.isBlank()) {
                throw new IllegalArgumentException("this auth needs the parameter " + name);
            }
        }
    }

    /** The program that an account lets in, by its id and secret; both empty when none is needed. */
    public record Client(String id, String secret) {
        /** No program is named. */
        public static final Client NONE = new Client("", "");
    }

    /** The login itself failed. */
    public static final class Refused extends Exception {
        private static final long serialVersionUID = 1L;

        Refused(String message) {
            super(message, null, false, false);
        }
    }

    public ApiLogin(Settings settings, HttpClient client, Clock clock) {
        this.settings = settings;
        this.client = client;
        this.clock = clock;
    }

    /** Whether a new login may help where a call was refused. */
    public boolean canRefresh() {
        return settings.scheme().startsWith("oauth2") || settings.tokenRequest() != null;
    }

    /** What {@code {token}} in the route's request becomes: empty but for the scheme token. */
    String tokenInRequest() throws IOException, InterruptedException, Refused {
        return settings.tokenRequest() == null ? "" : token();
    }

    /** The carrier does not take the token any more. */
    public synchronized void forget() {
        token = null;
    }

    /**
     * Puts the login into a request.
     *
     * @throws Refused when the carrier gives no token
     */
    public void apply(HttpRequest.Builder request) throws IOException, InterruptedException, Refused {
        switch (settings.scheme()) {
            case "oauth2", "oauth2-form", "oauth2-password" -> request.setHeader("Authorization", "Bearer " + token());
            case "api-key" -> request.setHeader(settings.header(), settings.secret());
            case "basic" -> request.setHeader("Authorization", basic());
            default -> {
                // the key is part of the URL or the body
            }
        }
    }

    private String basic() {
        byte[] pair = (settings.user() + ":" + settings.secret()).getBytes(StandardCharsets.UTF_8);
        String login = Base64.getEncoder().encodeToString(pair);
        SecretMask.ofProcess().add(login);
        return "Basic " + login;
    }

    private static String field(String name, String value) {
        return value.isEmpty() ? "" : '&' + name + '=' + URLEncoder.encode(value, StandardCharsets.UTF_8);
    }

    private synchronized String token() throws IOException, InterruptedException, Refused {
        if (token != null && clock.instant().isBefore(goodUntil)) {
            return token;
        }
        HttpResponse<byte[]> response = client.send(tokenRequest(), HttpResponse.BodyHandlers.ofByteArray());
        if (response.statusCode() != 200) {
            throw new Refused("no token from " + settings.tokenUrl() + ", HTTP " + response.statusCode()
                    + ": check client id and secret");
        }
        TokenRequest own = settings.tokenRequest();
        String fresh = own == null ? bearer(response.body()) : own.token(response.body());
        Duration life = own == null ? life(response.body()) : own.life();
        SecretMask.ofProcess().addToken(fresh);
        token = fresh;
        goodUntil = clock.instant().plus(life.compareTo(MARGIN.multipliedBy(2)) > 0 ? life.minus(MARGIN) : life);
        return fresh;
    }

    private String bearer(byte[] answer) throws IOException, Refused {
        String fresh = Json.parse(answer).path("access_token").asText("");
        if (fresh.isEmpty()) {
            throw new Refused("the answer of " + settings.tokenUrl() + " has no access_token");
        }
        return fresh;
    }

    private static Duration life(byte[] answer) throws IOException {
        return Duration.ofSeconds(Json.parse(answer).path("expires_in").asLong(300));
    }

    private HttpRequest tokenRequest() {
        if (settings.tokenRequest() != null) {
            return settings.tokenRequest()
                    .request(
                            new ApiTemplate.Values(
                                    settings.user(),
                                    settings.secret(),
                                    settings.client(),
                                    "",
                                    Ids.next(clock.millis())),
                            settings.timeout());
        }
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(settings.tokenUrl()))
                .timeout(settings.timeout())
                .header("Content-Type", "application/x-www-form-urlencoded")
                .header("Accept", "application/json");
        String form =
                switch (settings.scheme()) {
                    case "oauth2-password" ->
                        "grant_type=password"
                                + field("username", settings.user())
                                + field("password", settings.secret())
                                + field("client_id", settings.client().id())
                                + field("client_secret", settings.client().secret());
                    case "oauth2-form" ->
                        "grant_type=client_credentials"
                                + field("client_id", settings.user())
                                + field("client_secret", settings.secret());
                    default -> {
                        request.header("Authorization", basic());
                        yield "grant_type=client_credentials" + field("client_id", settings.user());
                    }
                };
        String scope = settings.scope().isBlank() ? "" : field("scope", settings.scope());
        return request.POST(HttpRequest.BodyPublishers.ofString(form + scope)).build();
    }
}
