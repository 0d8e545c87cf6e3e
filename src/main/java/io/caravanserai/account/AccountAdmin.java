package io.caravanserai.account;

import com.fasterxml.jackson.databind.JsonNode;
import io.caravanserai.http.Faults;
import io.caravanserai.http.HttpAnswer;
import io.caravanserai.http.HttpCall;
import io.caravanserai.http.HttpHandler;
import io.caravanserai.http.HttpProblem;
import java.util.List;

/**
 * {@code POST /admin/accounts {name, sandbox?, scopes?}}: 201 with the account number and its key, which is shown only
 * here. For a sandbox account nothing is ever bought.
 */
public final class AccountAdmin implements HttpHandler {
    private static final String EXAMPLE = "send {\"name\": \"Customer\"}";
    private static final int MAX_NAME = 200;

    private final AccountStore accounts;

    public AccountAdmin(AccountStore accounts) {
        this.accounts = accounts;
    }

    @Override
    public HttpAnswer handle(HttpCall call) {
        JsonNode body = call.json(EXAMPLE);
        AccountStore.Created created = accounts.create(name(body), sandbox(body), KeyAdmin.scopes(body));
        return HttpAnswer.json(201, created).with("Location", "/admin/accounts/" + created.accountNumber());
    }

    private static String name(JsonNode body) {
        String name = body.path("name").asText("").trim();
        if (name.isEmpty() || name.length() > MAX_NAME) {
            throw fault("name", "must be a name of 1 to 200 characters");
        }
        return name;
    }

    private static boolean sandbox(JsonNode body) {
        JsonNode sandbox = body.path("sandbox");
        if (!sandbox.isMissingNode() && !sandbox.isNull() && !sandbox.isBoolean()) {
            throw fault("sandbox", "must be true or false");
        }
        return sandbox.asBoolean();
    }

    static HttpProblem fault(String field, String message) {
        return new HttpProblem(HttpAnswer.faults(422, List.of(Faults.at(List.of(field), "value", message))));
    }
}
