package io.caravanserai.http;

/** An error answer on its way to the caller; carries no stack trace since it is part of normal work. */
public final class HttpProblem extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient HttpAnswer answer;

    public HttpProblem(HttpAnswer answer) {
        super("HTTP " + answer.status(), null, false, false);
        this.answer = answer;
    }

    /** An error of the form {@code {"detail": "..."}}. */
    public static HttpProblem of(int status, String detail) {
        return new HttpProblem(HttpAnswer.detail(status, detail));
    }

    public HttpAnswer answer() {
        return answer;
    }
}
