package io.caravanserai.label.zpl;

/**
 * What one stream may cost, so that neither a field of 2 GB nor a format that recalls itself takes memory or time
 * without end.
 */
final class Budget {
    /** Dots of one picture: 4 MB. */
    static final long PICTURE = 32_000_000;
    /** Dots of all pictures that one stream draws: 64 MB. */
    private static final long DOTS = 512_000_000;

    /** What the smallest picture costs, since its place in memory is not its dots alone. */
    private static final long LEAST = 4_096;

    private static final int COMMANDS = 1_000_000;

    private long dots;
    private int commands;

    /** Pays for a picture before it is made. */
    void picture(ZplCommand at, long width, long height) {
        if (width > PICTURE || height > PICTURE || width * height > PICTURE) {
            throw new ZplException(at.place() + " asks for a picture of " + width + " by " + height + " dots; at most "
                    + PICTURE + " dots are drawn");
        }
        dots += Math.max(LEAST, width * height);
        if (dots > DOTS) {
            throw new ZplException(
                    at.place() + ": the stream draws more than " + DOTS + " dots; send its labels in parts");
        }
    }

    /** Pays for one command. */
    void command(ZplCommand at) {
        if (++commands > COMMANDS) {
            throw new ZplException(at.place() + ": the stream has more than " + COMMANDS + " commands");
        }
    }
}
