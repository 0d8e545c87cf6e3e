package io.caravanserai.console;

import io.caravanserai.html.Html;
import io.caravanserai.http.AdminActs;
import io.caravanserai.http.AdminTokens;
import io.caravanserai.http.FailedCalls;
import io.caravanserai.http.HttpAnswer;
import io.caravanserai.http.HttpCall;
import io.caravanserai.http.HttpHandler;
import io.caravanserai.http.HttpProblem;
import io.caravanserai.http.KeptActs;
import io.caravanserai.http.Role;
import java.util.Optional;

/** In and out of the console. */
final class Login {
    private static final String WRONG = "That is not the token. Look for it again and paste the whole of it.";
    private static final String SLOWLY = "Too many wrong tokens came from your address: wait a moment, then try again.";

    private final AdminTokens tokens;
    private final SessionStore sessions;
    private final FailedCalls failures;
    private final AdminActs acts;
    private final Cookies cookies;
    private final Guard guard;
    private final Layout layout;

    Login(
            AdminTokens tokens,
            SessionStore sessions,
            FailedCalls failures,
            AdminActs acts,
            Cookies cookies,
            Guard guard,
            Layout layout) {
        this.tokens = tokens;
        this.sessions = sessions;
        this.failures = failures;
        this.acts = acts;
        this.cookies = cookies;
        this.guard = guard;
        this.layout = layout;
    }

    /** {@code GET /login[?next=]}. */
    HttpAnswer page(HttpCall call) {
        return page(200, call.queryParam("next").orElse("/"), Optional.empty());
    }

    /** {@code POST /login} with fields {@code token} and {@code next}: 303 with a cookie, else the page again. */
    HttpAnswer begin(HttpCall call) throws Exception {
        Guard.sameOrigin(call);
        String next = call.formField("next").orElse("/");
        Optional<Role> role;
        try {
            failures.check(call.remoteAddress());
            role = call.formField("token").map(String::strip).flatMap(tokens::roleOf);
            if (role.isEmpty()) {
                failures.count(call.remoteAddress());
                return page(401, next, Optional.of(WRONG));
            }
        } catch (HttpProblem tooMany) {
            return page(429, next, Optional.of(SLOWLY))
                    .with("Retry-After", tooMany.answer().headers().getOrDefault("Retry-After", "1"));
        }
        Role as = role.get();
        HttpHandler enter = entered -> HttpAnswer.empty(303).with("Set-Cookie", cookies.begin(sessions.begin(as)));
        return kept(as, "POST /login", enter).handle(call).with("Location", inside(next));
    }

    /** {@code POST /logout}. */
    HttpAnswer end(HttpCall call) throws Exception {
        Optional<Session> session = guard.session(call, false);
        if (session.isPresent()) {
            Guard.ownForm(call, session.get());
            kept(session.get().role(), "POST /logout", left -> {
                        sessions.end(session.get());
                        return HttpAnswer.empty(204);
                    })
                    .handle(call);
        }
        return HttpAnswer.empty(303).with("Location", Guard.LOGIN).with("Set-Cookie", cookies.end());
    }

    private KeptActs kept(Role role, String action, HttpHandler handler) {
        return new KeptActs(acts, role.word(), action, handler);
    }

    /** A path of the console; anything else leads to its first page, not to where somebody's link wants one to be. */
    private static String inside(String next) {
        return next.matches("/(?![/\\\\])[\\x21-\\x7e&&[^\\\\]]*") ? next : "/";
    }

    private HttpAnswer page(int status, String next, Optional<String> trouble) {
        Html html = new Html();
        html.open("form", "method", "post", "action", Guard.LOGIN);
        html.open("input", "type", "hidden", "name", "next", "value", inside(next));
        html.constant("<input type=\"text\" name=\"username\" autocomplete=\"username\" value=\"hub\" hidden>");
        html.constant("<label for=\"token\">Admin or viewer token</label>");
        if (trouble.isPresent()) {
            html.constant(
                    "<input id=\"token\" name=\"token\" type=\"password\" autocomplete=\"current-password\" required"
                            + " autofocus aria-invalid=\"true\" aria-describedby=\"trouble\">");
            html.element("p", trouble.get(), "id", "trouble", "class", "trouble", "role", "alert");
        } else {
            html.constant(
                    "<input id=\"token\" name=\"token\" type=\"password\" autocomplete=\"current-password\" required"
                            + " autofocus>");
        }
        html.constant("<button>Log in</button></form>");
        html.constant(
                """
                <p class="hint">The admin token is what <code>HUB_ADMIN_TOKEN</code> says, else in the file \
                <code>admin-token</code> of the data folder. Whoever is to see and not to act gets a token by \
                <code>HUB_ADMIN_VIEWER_TOKEN</code>.</p>""");
        return layout.plain(status, new Screen("Log in", html));
    }
}
