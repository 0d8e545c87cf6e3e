package io.caravanserai.account;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.caravanserai.event.Json;
import io.caravanserai.http.HttpAnswer;
import io.caravanserai.http.HttpCall;
import io.caravanserai.http.HttpHandler;
import io.caravanserai.http.HttpProblem;
import java.util.List;

/** {@code POST /admin/accounts {name}}: 201 with the account number and its key, which is shown only here. */
public final class AccountAdmin implements HttpHandler {
    private static final int MAX_NAME = 200;

    private final AccountStore accounts;

    public AccountAdmin(AccountStore accounts) {
        this.accounts = accounts;
    }

    @Override
    public HttpAnswer handle(HttpCall call) {
        String name = name(call);
        AccountStore.Created created = accounts.create(name);
        return HttpAnswer.json(201, created);
    }

    private static String name(HttpCall call) {
        JsonNode body;
        try {
            body = Json.parse(call.body());
        } catch (JsonProcessingException e) {
            throw HttpProblem.of(400, "The body is no JSON: send {\"name\": \"Customer\"}.");
        }
        String name = body.path("name").asText("").trim();
        if (name.isEmpty() || name.length() > MAX_NAME) {
            throw new HttpProblem(HttpAnswer.faults(
                    422,
                    List.of(new HttpAnswer.FieldFault(
                            "value", List.of("body", "name"), "$.name", "must be a name of 1 to 200 characters"))));
        }
        return name;
    }
}
