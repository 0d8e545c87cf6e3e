package io.caravanserai.console;

import io.caravanserai.http.HttpAnswer;
import io.caravanserai.http.HttpCall;
import io.caravanserai.http.HttpProblem;
import io.caravanserai.secret.ConstantTime;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Lets in who is logged in, and takes forms of the console's own pages alone. */
final class Guard {
    /** Field of a form, for browsers without a script. */
    static final String FORM_TOKEN = "form_token";
    /** Header that htmx sends in its place. */
    static final String FORM_TOKEN_HEADER = "x-form-token";

    static final String LOGIN = "/login";

    private final SessionStore sessions;
    private final Cookies cookies;

    Guard(SessionStore sessions, Cookies cookies) {
        this.sessions = sessions;
        this.cookies = cookies;
    }

    Optional<Session> session(HttpCall call, boolean acting) {
        return cookies.session(call).flatMap(secret -> sessions.find(secret, acting));
    }

    /** The way to the login page, and from there back to what was asked for. */
    static HttpAnswer toLogin(HttpCall call) {
        boolean back = call.method().equals("GET") && !call.path().equals("/");
        String login = back ? LOGIN + "?next=" + URLEncoder.encode(call.path(), StandardCharsets.UTF_8) : LOGIN;
        return call.header("hx-request").isPresent()
                ? HttpAnswer.empty(401).with("HX-Redirect", login)
                : HttpAnswer.empty(303).with("Location", login);
    }

    /**
     * Refuses what a page of another origin has sent, that of another port of this host too: browsers say where a form
     * comes from (Fetch Metadata, section 2.3; RFC 6454, section 7).
     *
     * @throws HttpProblem 403
     */
    static void sameOrigin(HttpCall call) {
        boolean foreign = call.header("sec-fetch-site")
                .map(site -> !site.equals("same-origin") && !site.equals("none"))
                .orElseGet(() -> call.header("origin")
                        .filter(origin -> !origin.replaceFirst("^https?://", "")
                                .equals(call.header("host").orElse("")))
                        .isPresent());
        if (foreign) {
            throw HttpProblem.of(403, "This came from a page of another web site, so it was not done.");
        }
    }

    /**
     * Takes a form of a page that was made for this session.
     *
     * @throws HttpProblem 403
     */
    static void ownForm(HttpCall call, Session session) {
        sameOrigin(call);
        String given = call.header(FORM_TOKEN_HEADER)
                .or(() -> call.formField(FORM_TOKEN))
                .orElse("");
        if (!ConstantTime.same(session.formToken(), given)) {
            throw HttpProblem.of(403, "This form is not of your session any more: load the page again and repeat it.");
        }
    }

    /** @throws HttpProblem 403 for who may only see */
    static void mayAct(Session session) {
        if (!session.role().acts()) {
            throw HttpProblem.of(
                    403, "A viewer sees everything and changes nothing: log in with the admin token to act.");
        }
    }
}
