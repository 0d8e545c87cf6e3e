package io.caravanserai.behaviour;

import io.caravanserai.http.CallRate;
import io.caravanserai.http.Faults;
import io.caravanserai.http.HttpAnswer;
import io.caravanserai.http.HttpAnswer.FieldFault;
import io.caravanserai.http.HttpCall;
import io.caravanserai.http.HttpProblem;
import io.caravanserai.http.Robots;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Holds a payload to what its source allows. */
final class Gate {
    private static final int MAX_COMPILED = 1000;

    private final SourceStore sources;
    private final CallRate rate;
    private final Map<SourceConfig, EventSchemas> schemas = new ConcurrentHashMap<>();

    Gate(SourceStore sources, CallRate rate) {
        this.sources = sources;
        this.rate = rate;
    }

    /** What the gate has to say of a payload that may pass. */
    record Passed(List<TrackerEvent> events, List<String> errors, List<String> warnings, boolean keep) {}

    /**
     * The source that is named.
     *
     * @throws HttpProblem 401 when there is none or it is switched off, 403 for another way in or another web site, 413
     *     and 429 above its limits
     */
    EventSource source(String id, EventSource.Type type, HttpCall call) {
        EventSource source = sources.find(id)
                .filter(EventSource::enabled)
                .orElseThrow(() -> HttpProblem.of(401, "Access denied: there is no such event source."));
        if (source.type() != type) {
            throw HttpProblem.of(
                    403,
                    type == EventSource.Type.REST
                            ? "Access denied: this event source takes events by /collect."
                            : "Access denied: this event source takes events by POST /track.");
        }
        if (!Cors.allows(source, call)) {
            throw HttpProblem.of(403, "Access denied: this web site may not send events to this source.");
        }
        if (call.body().length > source.config().maxBody()) {
            throw HttpProblem.of(
                    413, "The body is larger than the " + source.config().maxBody() + " bytes this source takes.");
        }
        rate.take(source.id(), source.config().rate());
        return source;
    }

    /**
     * What of the payload may be kept.
     *
     * @throws HttpProblem 422 for a static source without profile, and for events that do not fit their schema when the
     *     source rejects them
     */
    Passed check(TrackerPayload payload, EventSource source, boolean profileLess, HttpCall call) {
        SourceConfig config = source.config();
        if (config.staticProfile() && payload.profileId().isEmpty() && !profileLess) {
            throw new HttpProblem(HttpAnswer.faults(
                    422,
                    List.of(Faults.at(
                            Faults.loc("profile", "id"), "missing", "is required by a source of static profiles"))));
        }
        if (config.requiresConsent() && !payload.context().path("consent").asBoolean(false)) {
            return new Passed(List.of(), List.of(), List.of("no context.consent: nothing was kept"), false);
        }
        boolean robot = config.bots() != SourceConfig.Bots.ALLOW && Robots.isNamed(call);
        if (robot && config.bots() == SourceConfig.Bots.DROP) {
            return new Passed(List.of(), List.of(), List.of("sent by a robot: nothing was kept"), false);
        }
        List<String> errors = new ArrayList<>();
        List<TrackerEvent> events = new ArrayList<>();
        for (TrackerEvent event : payload.events()) {
            List<String> faults = schemas(config).faults(event);
            faults.forEach(fault -> errors.add("event " + event.id() + " of type " + event.type() + ": " + fault));
            events.add(event.marked(faults.isEmpty(), robot));
        }
        if (!errors.isEmpty() && config.onInvalid() == SourceConfig.OnInvalid.REJECT) {
            throw new HttpProblem(HttpAnswer.faults(422, faults(payload, config)));
        }
        return new Passed(events, errors, List.of(), true);
    }

    private List<FieldFault> faults(TrackerPayload payload, SourceConfig config) {
        List<FieldFault> faults = new ArrayList<>();
        for (int i = 0; i < payload.events().size(); i++) {
            for (String fault : schemas(config).faults(payload.events().get(i))) {
                faults.add(Faults.at(Faults.loc("events", i, "properties"), "value", fault));
            }
        }
        return faults;
    }

    private EventSchemas schemas(SourceConfig config) {
        if (schemas.size() > MAX_COMPILED) {
            schemas.clear();
        }
        return schemas.computeIfAbsent(config, EventSchemas::compile);
    }
}
