package io.caravanserai.account;

import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What an API key may be used for. */
public enum Scope {
    /** Read shipments, labels and batches. */
    READ,
    /** Create and cancel shipments, order labels and batches. */
    SHIP,
    /** Subscribe to webhooks, look at deliveries and replay them. */
    WEBHOOKS,
    /** Ask where shipments are, and have numbers tracked. */
    TRACK;

    /** What a key may that nothing was said of. */
    public static final Set<Scope> ALL = Set.of(values());

    /** In the store and in answers. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The words, in the order of this enum. */
    static List<String> words(Collection<Scope> scopes) {
        return Stream.of(values()).filter(scopes::contains).map(Scope::word).toList();
    }

    /**
     * Scopes by their words.
     *
     * @throws IllegalArgumentException naming the one that is none, or that there is none
     */
    static Set<Scope> of(Collection<String> words) {
        if (words.isEmpty()) {
            throw new IllegalArgumentException("a key needs at least one of " + String.join(", ", words(ALL)));
        }
        return words.stream().map(Scope::of).collect(Collectors.toCollection(() -> EnumSet.noneOf(Scope.class)));
    }

    private static Scope of(String word) {
        return Stream.of(values())
                .filter(scope -> scope.word().equals(word))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(
                        "'" + word + "' is no scope: use " + String.join(", ", words(ALL))));
    }
}
