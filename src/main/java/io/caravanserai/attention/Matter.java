package io.caravanserai.attention;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * One thing that needs a person.
 *
 * @param id unique within its kind, for acts and paging
 * @param subject whom or what it is about: a carrier, an endpoint, a file
 * @param what what is the matter, one sentence
 * @param means what follows from it
 * @param todo what to do about it
 * @param since when it began
 * @param last when it was last seen
 * @param times how often it was seen
 * @param details what else acts need, by name
 */
public record Matter(
        Kind kind,
        String id,
        String subject,
        String what,
        String means,
        String todo,
        Instant since,
        Instant last,
        long times,
        Map<String, String> details) {
    public Matter {
        details = Map.copyOf(details);
    }

    public String detail(String name) {
        return details.getOrDefault(name, "");
    }

    /** The form of {@code GET /admin/attention}. */
    Map<String, Object> json() {
        Map<String, Object> view = new LinkedHashMap<>();
        view.put("kind", kind.word());
        view.put("id", id);
        view.put("subject", subject);
        view.put("what", what);
        view.put("means", means);
        view.put("todo", todo);
        view.put("since_utc", since.toString());
        view.put("last_utc", last.toString());
        view.put("times", times);
        view.put("details", details);
        return view;
    }
}
