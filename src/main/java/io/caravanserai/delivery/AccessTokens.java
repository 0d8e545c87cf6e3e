package io.caravanserai.delivery;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.caravanserai.event.Json;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientRequest;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The access tokens of endpoints, in memory: fetched when one is needed, by one call at a time for a subscription, and
 * anew after four fifths of their life. While a new one cannot be had the old one serves to its end.
 */
final class AccessTokens {
    /** Taken when the server does not say (RFC 6749, section 5.1). */
    private static final long USUAL_LIFE_SECONDS = 300;

    private static final long LONGEST_LIFE_SECONDS = 24 * 3600;
    private static final long RETRY_MILLIS = 5_000;
    private static final int LONGEST_TOKEN = 8 * 1024;
    private static final int MOST_TOKENS = 1_000;

    private final GuardedHttp http;
    private final HttpClient client;
    private final Clock clock;
    /** By subscription, the least recently used first; guarded by this. */
    private final Map<String, Held> tokens = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Held> eldest) {
            return size() > MOST_TOKENS;
        }
    };

    AccessTokens(GuardedHttp http, HttpClient client, Clock clock) {
        this.http = http;
        this.client = client;
        this.clock = clock;
    }

    /** A subscription's token; guarded by the tokens. */
    private static final class Held {
        private final TokenGrant grant;
        private @Nullable String token;
        private long renewAt;
        private long goodUntil;
        private @Nullable Future<String> fetching;

        Held(TokenGrant grant) {
            this.grant = grant;
        }
    }

    /** An answer with a token. */
    private record Fresh(String token, long lifeMillis) {}

    /**
     * @return fails with what to tell the customer when no token can be had
     */
    Future<String> token(String subscription, TokenGrant grant) {
        Held held;
        Promise<String> promise = Promise.promise();
        synchronized (this) {
            Held known = tokens.get(subscription);
            held = known != null && known.grant.equals(grant) ? known : new Held(grant);
            tokens.put(subscription, held);
            if (held.token != null && clock.millis() < held.renewAt) {
                return Future.succeededFuture(held.token);
            }
            if (held.fetching != null) {
                return held.fetching;
            }
            held.fetching = promise.future();
        }
        http.post(client, grant.target(), 0, grant.form(), request -> ask(request, grant))
                .onComplete(reply -> finish(held, promise, reply.result()));
        return promise.future();
    }

    /** The endpoint does not take this token any more. */
    synchronized void drop(String subscription, String token) {
        Held held = tokens.get(subscription);
        if (held != null && token.equals(held.token)) {
            held.token = null;
        }
    }

    private static void ask(HttpClientRequest request, TokenGrant grant) {
        request.putHeader("content-type", "application/x-www-form-urlencoded").putHeader("accept", "application/json");
        String authorization = grant.authorization();
        if (authorization != null) {
            request.putHeader("authorization", authorization);
        }
    }

    private void finish(Held held, Promise<String> promise, GuardedHttp.Reply reply) {
        String token;
        String trouble = "";
        synchronized (this) {
            held.fetching = null;
            long now = clock.millis();
            try {
                Fresh fresh = fresh(reply);
                held.token = fresh.token();
                held.renewAt = now + fresh.lifeMillis() * 4 / 5;
                held.goodUntil = now + fresh.lifeMillis();
            } catch (IllegalArgumentException e) {
                trouble = "token: " + e.getMessage();
                held.token = now < held.goodUntil ? held.token : null;
                held.renewAt = now + RETRY_MILLIS;
            }
            token = held.token;
        }
        if (token == null) {
            promise.fail(trouble);
        } else {
            promise.complete(token);
        }
    }

    private static Fresh fresh(GuardedHttp.Reply reply) {
        Integer status = reply.status();
        if (status == null || reply.trouble() != null) {
            throw new IllegalArgumentException(String.valueOf(reply.trouble()));
        }
        JsonNode answer = json(reply.text());
        if (status != 200) {
            String code = answer.path("error").asText("");
            throw new IllegalArgumentException("HTTP " + status + (code.matches("[a-z_]{1,60}") ? " " + code : ""));
        }
        String token = answer.path("access_token").asText("");
        if (!token.matches("[\\x21-\\x7e]{1," + LONGEST_TOKEN + "}")) {
            throw new IllegalArgumentException("the answer has no access_token that fits into a header");
        }
        if (!answer.path("token_type").asText("bearer").equalsIgnoreCase("bearer")) {
            throw new IllegalArgumentException("the token is no bearer token");
        }
        long seconds = answer.path("expires_in").asLong(USUAL_LIFE_SECONDS);
        return new Fresh(token, Math.max(0, Math.min(seconds, LONGEST_LIFE_SECONDS)) * 1000);
    }

    private static JsonNode json(String text) {
        try {
            return Json.parse(text.getBytes(UTF_8));
        } catch (JsonProcessingException e) {
            return Json.mapper().missingNode();
        }
    }
}
