package io.caravanserai.behaviour;

/**
 * Where events come from: a shop's web site, a server, a form.
 *
 * @param id what callers name; known to everybody, so no secret
 * @param type how it may call
 * @param enabled whether it is served
 */
public record EventSource(String id, String name, Type type, boolean enabled, SourceConfig config) {
    public EventSource {
        if (!id.matches("[!-~]{1,255}")) {
            throw new IllegalArgumentException(
                    "a source's id has 1 to 255 printable characters of ASCII without spaces");
        }
    }

    /** By which call its events come. */
    public enum Type {
        /** {@code POST /track}. */
        REST,
        /** {@code /collect}. */
        WEBHOOK
    }
}
