package io.caravanserai.account;

import com.fasterxml.jackson.databind.JsonNode;
import io.caravanserai.http.HttpAnswer;
import io.caravanserai.http.HttpCall;
import io.caravanserai.http.HttpProblem;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The admin calls on the API keys of an account: a new one is made, the customer changes to it, the old one is revoked. */
public final class KeyAdmin {
    private final ApiKeys keys;

    public KeyAdmin(AccountStore accounts) {
        this.keys = accounts.keys();
    }

    /**
     * {@code POST /admin/accounts/{account}/keys {scopes?}}: 201 {@code {id, key, scopes}}, the key is shown only here and
     * the others stay good; 404, 422 naming a scope that is none.
     */
    public HttpAnswer add(HttpCall call) {
        String account = call.pathParam("account");
        Set<Scope> scopes =
                call.body().length == 0 ? Scope.ALL : scopes(call.json("send {\"scopes\": [\"read\", \"track\"]}"));
        ApiKeys.Made made = keys.add(account, scopes).orElseThrow(() -> noAccount(account));
        Map<String, Object> view = new LinkedHashMap<>();
        view.put("id", made.id());
        view.put("key", made.key());
        view.put("scopes", Scope.words(made.scopes()));
        return HttpAnswer.json(201, view).with("Location", "/admin/accounts/" + account + "/keys/" + made.id());
    }

    /**
     * {@code GET /admin/accounts/{account}/keys}: 200 {@code {"keys": [{id, hint, scopes, created_utc, used_utc,
     * revoked_utc}]}}, the oldest first; the last use is told to the hour. 404.
     */
    public HttpAnswer list(HttpCall call) {
        String account = call.pathParam("account");
        List<ApiKeys.Kept> kept = keys.list(account);
        if (kept.isEmpty()) {
            throw noAccount(account);
        }
        return HttpAnswer.json(
                200, Map.of("keys", kept.stream().map(KeyAdmin::view).toList()));
    }

    /** {@code DELETE /admin/accounts/{account}/keys/{id}}: 204, the key is good for nothing any more; 404. */
    public HttpAnswer revoke(HttpCall call) {
        String account = call.pathParam("account");
        String id = call.pathParam("id");
        if (!keys.revoke(account, id)) {
            throw HttpProblem.of(
                    404, "Account " + account + " has no good key " + id + "; ./hub account key list names them.");
        }
        return HttpAnswer.empty(204);
    }

    /**
     * The scopes in a body; all when it names none.
     *
     * @throws HttpProblem 422 naming the one that is none
     */
    static Set<Scope> scopes(JsonNode body) {
        JsonNode scopes = body.path("scopes");
        if (scopes.isMissingNode() || scopes.isNull()) {
            return Scope.ALL;
        }
        List<String> words = new ArrayList<>();
        scopes.forEach(word -> words.add(word.asText()));
        try {
            return Scope.of(words);
        } catch (IllegalArgumentException e) {
            throw AccountAdmin.fault("scopes", String.valueOf(e.getMessage()));
        }
    }

    private static HttpProblem noAccount(String account) {
        return HttpProblem.of(404, "There is no account " + account + "; ./hub account add makes one.");
    }

    private static Map<String, @Nullable Object> view(ApiKeys.Kept kept) {
        Map<String, @Nullable Object> view = new LinkedHashMap<>();
        view.put("id", kept.id());
        view.put("hint", kept.hint());
        view.put("scopes", Scope.words(kept.scopes()));
        view.put("created_utc", utc(kept.createdAt()));
        view.put("used_utc", utc(kept.usedAt()));
        view.put("revoked_utc", utc(kept.revokedAt()));
        return view;
    }

    private static @Nullable String utc(long millis) {
        return millis == 0 ? null : Instant.ofEpochMilli(millis).toString();
    }
}
