package io.caravanserai.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.caravanserai.event.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A handler whose calls are kept as acts of an administrator: before they are done, and how they ended. */
public final class KeptActs implements HttpHandler {
    private static final Logger LOG = LoggerFactory.getLogger(KeptActs.class);
    private static final int LONGEST = 300;

    private final AdminActs acts;
    private final String actor;
    private final String action;
    private final HttpHandler handler;
    private final List<String> told;

    /**
     * @param actor in what role somebody acts
     * @param action method and path as the hub offers them
     * @param told fields of the body and the query that are kept with the act; none that may be a secret
     */
    public KeptActs(AdminActs acts, String actor, String action, HttpHandler handler, String... told) {
        this.acts = acts;
        this.actor = actor;
        this.action = action;
        this.handler = handler;
        this.told = List.of(told);
    }

    @Override
    public HttpAnswer handle(HttpCall call) throws Exception {
        long act = begin(call);
        int status = 500;
        String object = call.path();
        try {
            HttpAnswer answer = handler.handle(call);
            status = answer.status();
            object = answer.headers().getOrDefault("Location", object);
            return answer;
        } catch (HttpProblem problem) {
            status = problem.answer().status();
            throw problem;
        } finally {
            end(act, status, object);
        }
    }

    private long begin(HttpCall call) {
        try {
            return acts.begin(new AdminActs.Act(
                    actor,
                    call.remoteAddress(),
                    cut(call.header("user-agent").orElse("")),
                    action,
                    cut(call.path()),
                    cut(details(call))));
        } catch (RuntimeException e) {
            LOG.error("an act could not be kept and was not done action={}", action, e);
            throw HttpProblem.of(503, "The hub could not write this to its audit log, so it was not done; try again.");
        }
    }

    private void end(long act, int status, String object) {
        try {
            acts.end(act, status, cut(object));
        } catch (RuntimeException e) {
            LOG.error("how an act ended could not be kept action={} status={}", action, status, e);
        }
    }

    /** Such as {@code carrier=bring, from=24h}. */
    private String details(HttpCall call) {
        JsonNode body = body(call);
        return told.stream()
                .flatMap(field -> call
                        .queryParam(field)
                        .or(() -> call.formField(field))
                        .or(() -> Optional.of(body.path(field))
                                .filter(JsonNode::isValueNode)
                                .map(JsonNode::asText))
                        .map(value -> field + "=" + value)
                        .stream())
                .collect(Collectors.joining(", "));
    }

    /** Missing where it is no JSON, which the handler will say. */
    private static JsonNode body(HttpCall call) {
        try {
            return Json.parse(call.body());
        } catch (IOException | UncheckedIOException e) {
            return MissingNode.getInstance();
        }
    }

    private static String cut(String text) {
        return text.length() <= LONGEST ? text : text.substring(0, LONGEST - 1) + "…";
    }
}
