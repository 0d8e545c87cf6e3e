package io.caravanserai.http;

import java.util.Map;

/** Errors that carry a code a program can act on, in the form carrier failures have. */
public final class Problems {
    private Problems() {}

    public static HttpProblem conflict(String code, String description) {
        return of(409, code, description);
    }

    public static HttpProblem of(int status, String code, String description) {
        return new HttpProblem(HttpAnswer.json(
                status,
                Map.of(
                        "detail",
                        description,
                        "gluey_error_classification",
                        Map.of("error_code", code, "error_description", description, "http_status_code", status))));
    }
}
