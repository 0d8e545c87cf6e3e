package io.caravanserai.flow;

/** How a part of the flow is, or what comes between two. */
public enum State {
    /** It works, and there was something to do within the last minute. */
    BUSY("busy"),
    /** It works, and there was nothing to do. */
    QUIET("quiet"),
    /** Something waits for it and nothing was done for half a minute. */
    STALLED("stalled"),
    /** It says that it cannot do its work. */
    FAILING("failing"),
    /** It was not started, or somebody has stopped it. */
    OFF("off");

    private final String word;

    State(String word) {
        this.word = word;
    }

    /** The word in answers and on the page. */
    public String word() {
        return word;
    }

    /** Whether a person is to look at it. */
    public boolean isTrouble() {
        return this == STALLED || this == FAILING;
    }

    /** What is worse, for a part that stands for several. */
    public State or(State other) {
        return rank(this) >= rank(other) ? this : other;
    }

    private static int rank(State state) {
        return switch (state) {
            case OFF -> 0;
            case QUIET -> 1;
            case BUSY -> 2;
            case STALLED -> 3;
            case FAILING -> 4;
        };
    }
}
