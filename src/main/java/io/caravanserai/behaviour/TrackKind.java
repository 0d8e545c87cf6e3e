package io.caravanserai.behaviour;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.caravanserai.config.HubConfig;
import io.caravanserai.event.Json;
import io.caravanserai.http.HttpCall;
import io.caravanserai.http.HttpEdge;
import java.io.IOException;
import java.util.HashSet;
import java.util.Set;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;

/**
 * Tells the two kinds of calls apart that share {@code POST /track}: a query for shipments and a tracker payload. Sets the
 * property {@code trackKind} to {@code query}, {@code events}, {@code both}, {@code neither} or {@code large}.
 */
public final class TrackKind implements Processor {
    /** The property by which the route decides. */
    static final String PROPERTY = "trackKind";

    private final HubConfig.Track settings;

    public TrackKind(HubConfig.Track settings) {
        this.settings = settings;
    }

    @Override
    public void process(Exchange exchange) {
        exchange.setProperty(PROPERTY, of(HttpEdge.call(exchange)));
    }

    String of(HttpCall call) {
        if (settings.mode() != HubConfig.Track.Mode.AUTO) {
            return settings.mode() == HubConfig.Track.Mode.EVENTS ? "events" : "query";
        }
        if (call.body().length > settings.maxBody()) {
            return "large";
        }
        Set<String> keys = keys(call.body());
        boolean events = call.queryParam("profile_less").isPresent() || keys.contains("source");
        boolean query = call.header("x-key").isPresent() || keys.contains("ids");
        if (events == query) {
            return events ? "both" : "neither";
        }
        return events ? "events" : "query";
    }

    /** The keys of the object in the body; what cannot be read has those up to there. */
    private static Set<String> keys(byte[] body) {
        Set<String> keys = new HashSet<>();
        try (JsonParser parser = Json.mapper().getFactory().createParser(body)) {
            if (parser.nextToken() == JsonToken.START_OBJECT) {
                while (parser.nextToken() == JsonToken.FIELD_NAME) {
                    keys.add(parser.currentName());
                    parser.nextToken();
                    parser.skipChildren();
                }
            }
        } catch (IOException e) {
            // whoever answers the call says what is wrong with it
        }
        return keys;
    }
}
