package io.caravanserai.console;

import io.caravanserai.html.Html;
import io.caravanserai.http.AdminActs;
import io.caravanserai.http.AdminTokens;
import io.caravanserai.http.HttpAnswer;
import io.caravanserai.http.HttpCall;
import io.caravanserai.http.HttpHandler;
import io.caravanserai.http.HttpProblem;
import io.caravanserai.http.KeptActs;
import io.caravanserai.http.LiveStreams;
import io.caravanserai.http.ManagementServer;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The console on the management server. Features add their pages, pieces, acts and live figures here. */
public final class Console {
    private static final Logger LOG = LoggerFactory.getLogger(Console.class);

    private final ManagementServer management;
    private final AdminActs acts;
    private final LiveStreams streams;
    private final Cookies cookies;
    private final Guard guard;
    private final Layout layout;
    private final Told told = new Told();

    /**
     * Adds login, logout, assets and the page for what is not there.
     *
     * @param secure whether the management port speaks TLS
     */
    public Console(
            ManagementServer management,
            AdminTokens tokens,
            SessionStore sessions,
            AdminActs acts,
            LiveStreams streams,
            String node,
            boolean secure) {
        this.management = management;
        this.acts = acts;
        this.streams = streams;
        this.cookies = new Cookies(secure);
        this.guard = new Guard(sessions, cookies);
        Assets assets = new Assets();
        this.layout = new Layout(assets, node);
        Login login = new Login(tokens, sessions, management.failures(), acts, cookies, guard, layout);
        management.open("GET", Assets.PATH + ":name", assets::answer);
        management.open("GET", Guard.LOGIN, outside(login::page));
        management.open("POST", Guard.LOGIN, outside(login::begin));
        management.open("POST", "/logout", outside(login::end));
        management.otherwise(this::lost);
    }

    /** What the navigation says beside "Needs attention"; asked for at every page, so it must be quick. */
    public Console attention(Supplier<Long> count) {
        layout.attention(count);
        return this;
    }

    /** Adds the page of a place. */
    public Console page(Place place, View view) {
        layout.add(place);
        return page(place.path(), place, view);
    }

    /**
     * Adds a page that belongs to a place.
     *
     * @param path may hold {@code :name} parts
     */
    public Console page(String path, Place place, View view) {
        management.open("GET", path, inside(true, place, call -> {
            Optional<String> words = cookies.told(call.http()).flatMap(cookie -> told.read(cookie, call.session()));
            HttpAnswer page = layout.page(200, view.of(call), call.session(), place, words);
            return words.isPresent() ? page.with("Set-Cookie", cookies.toldAlready()) : page;
        }));
        return this;
    }

    /** Adds a piece of a page, which htmx puts into one. */
    public Console piece(String path, Piece piece) {
        management.open("GET", path, inside(true, null, call -> Layout.piece(200, piece.of(call))));
        return this;
    }

    /** Adds a piece that is a page of its own where there is no script. */
    public Console piece(String path, Place place, String title, Piece piece) {
        management.open(
                "GET",
                path,
                inside(
                        true,
                        place,
                        call -> call.isPiece()
                                ? Layout.piece(200, piece.of(call))
                                : layout.page(
                                        200,
                                        new Screen(title, piece.of(call)),
                                        call.session(),
                                        place,
                                        Optional.empty())));
        return this;
    }

    /**
     * Adds an act, which only operators do, only by the console's own forms, and which is kept as an act.
     *
     * @param kept fields of the form that are kept with it; none that may be a secret
     */
    public Console act(String path, Place place, Act act, String... kept) {
        management.open("POST", path, inside(true, place, call -> {
            Guard.ownForm(call.http(), call.session());
            Guard.mayAct(call.session());
            AtomicReference<Act.@Nullable Done> done = new AtomicReference<>();
            HttpHandler handler = http -> {
                done.set(act.on(call));
                return HttpAnswer.empty(200);
            };
            new KeptActs(acts, call.session().role().word(), "POST " + path, handler, kept).handle(call.http());
            return answer(call, Objects.requireNonNull(done.get()));
        }));
        return this;
    }

    /** Something for the browser that is no page: a picture, a file. */
    @FunctionalInterface
    public interface Document {
        /** @throws HttpProblem for a page that says what is wrong */
        HttpAnswer of(ConsoleCall call) throws Exception;
    }

    /** Adds a document that pages show or offer. */
    public Console document(String path, Document document) {
        management.open("GET", path, inside(true, null, document::of));
        return this;
    }

    /**
     * Adds an act whose answer is a page, for what is shown only once or is kept nowhere; else like {@link #act}.
     *
     * @param kept fields of the form that are kept with it; none that may be a secret
     */
    public Console answer(String path, Place place, View view, String... kept) {
        management.open("POST", path, inside(true, place, call -> {
            Guard.ownForm(call.http(), call.session());
            Guard.mayAct(call.session());
            HttpHandler handler = http -> {
                Screen screen = view.of(call);
                return call.isPiece()
                        ? Layout.piece(200, screen.body())
                        : layout.page(200, screen, call.session(), place, Optional.empty());
            };
            return new KeptActs(acts, call.session().role().word(), "POST " + path, handler, kept).handle(call.http());
        }));
        return this;
    }

    /**
     * Adds figures that renew themselves: at {@code path} as a piece, and to all who look at the same time as a stream of
     * events at {@code path + "/events"}. Show them by {@link #live(Html, String, Html)}.
     *
     * @param figures the same for everybody, without a form
     */
    public Console live(String path, Callable<Html> figures) {
        streams.topic(path, () -> figures.call().toString());
        management.open("GET", path, inside(false, null, call -> Layout.piece(200, figures.call())));
        management.stream(path + "/events", streams, path, inside(false, null, call -> HttpAnswer.empty(204)));
        return this;
    }

    /** Puts figures into a page that renew themselves, see {@link #live(String, Callable)}. */
    public static void live(Html html, String path, Html figures) {
        html.open("div", "data-live", path, "hx-get", path, "hx-trigger", "poll", "hx-swap", "innerHTML");
        html.add(figures).close("div");
    }

    private HttpAnswer answer(ConsoleCall call, Act.Done done) {
        if (call.isPiece()) {
            Html words = new Html().element("p", done.words(), "class", "told", "role", "status");
            return Layout.piece(200, words.add(done.more()));
        }
        return HttpAnswer.empty(303)
                .with("Location", done.next())
                .with("Set-Cookie", cookies.tell(told.write(done.words(), call.session())));
    }

    /** What somebody who is logged in asks for. */
    @FunctionalInterface
    private interface Inside {
        HttpAnswer of(ConsoleCall call) throws Exception;
    }

    private HttpHandler inside(boolean acting, @Nullable Place place, Inside inside) {
        return http -> {
            Optional<Session> session = guard.session(http, acting);
            if (session.isEmpty()) {
                return Guard.toLogin(http);
            }
            ConsoleCall call = new ConsoleCall(http, session.get());
            try {
                return inside.of(call);
            } catch (HttpProblem problem) {
                return trouble(call, place, problem.answer().status(), Trouble.words(problem));
            } catch (Exception e) {
                LOG.error("a page of the console failed method={} path={}", http.method(), http.path(), e);
                return trouble(call, place, 500, Trouble.UNEXPECTED);
            }
        };
    }

    private HttpAnswer trouble(ConsoleCall call, @Nullable Place place, int status, String words) {
        Html html = new Html().element("p", words, "class", "trouble", "role", "alert");
        if (call.isPiece()) {
            // beside what it is about, which stays
            return Layout.piece(status, html).with("HX-Reswap", "beforeend");
        }
        html.element("p", "What was there before is unchanged.").constant("<p><a href=\"/\">To the first page</a></p>");
        return layout.page(status, new Screen(Trouble.title(status), html), call.session(), place, Optional.empty());
    }

    private HttpHandler outside(HttpHandler handler) {
        return call -> {
            try {
                return handler.handle(call);
            } catch (HttpProblem problem) {
                int status = problem.answer().status();
                Html html = new Html().element("p", Trouble.words(problem), "class", "trouble", "role", "alert");
                html.constant("<p><a href=\"/\">To the console</a></p>");
                return layout.plain(status, new Screen(Trouble.title(status), html));
            }
        };
    }

    /** For browsers the console's own words, or first the login; for programs the server's words. */
    private Optional<HttpAnswer> lost(HttpCall call) {
        boolean browser = call.method().equals("GET")
                && call.header("accept")
                        .filter(types -> types.contains("text/html"))
                        .isPresent();
        if (!browser) {
            return Optional.empty();
        }
        return Optional.of(guard.session(call, true)
                .map(session ->
                        trouble(new ConsoleCall(call, session), null, 404, "There is nothing at " + call.path() + "."))
                .orElseGet(() -> Guard.toLogin(call)));
    }
}
