package io.caravanserai.console;

import io.caravanserai.html.Html;
import io.caravanserai.http.HttpCall;
import java.util.Optional;

/** A call of somebody who is logged in. */
public record ConsoleCall(HttpCall http, Session session) {
    /** A part of the path, such as {@code id} of {@code /shipments/:id}. */
    public String part(String name) {
        return http.pathParam(name);
    }

    /** A parameter of the query; empty as well when it is blank, as fields are that nobody filled in. */
    public Optional<String> query(String name) {
        return http.queryParam(name).map(String::strip).filter(text -> !text.isEmpty());
    }

    /** A field of the form that was sent, as it came. */
    public Optional<String> field(String name) {
        return http.formField(name);
    }

    /** Whether there are buttons to act by. */
    public boolean mayAct() {
        return session.role().acts();
    }

    /** Whether htmx asks, which puts a piece into the page that is open. */
    public boolean isPiece() {
        return http.header("hx-request").isPresent();
    }

    /**
     * Opens a form that acts; the caller fills and closes it. With a script it is sent by htmx and the answer takes the
     * place of the nearest element of that kind, without one the page is loaded anew.
     *
     * @param target a CSS selector as {@code hx-target} wants it, such as {@code closest article}
     */
    public Html form(Html html, String path, String target) {
        return html.open("form", "method", "post", "action", path, "hx-post", path, "hx-target", target)
                .add(formToken());
    }

    /** The hidden field without which no form is taken. */
    public Html formToken() {
        return new Html().open("input", "type", "hidden", "name", Guard.FORM_TOKEN, "value", session.formToken());
    }
}
