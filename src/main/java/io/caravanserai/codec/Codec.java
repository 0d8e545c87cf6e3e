package io.caravanserai.codec;

import java.util.Arrays;
import java.util.List;

/** A way to pack files. */
public enum Codec {
    GZIP(".gz"),
    ZIP(".zip"),
    PGP(".pgp"),
    /** Whichever of them a file's first bytes tell: PGP, then one of the others. */
    AUTO("");

    private final String ending;

    Codec(String ending) {
        this.ending = ending;
    }

    /** What names of files end with that are packed so. */
    public String ending() {
        return ending;
    }

    /**
     * Steps as written in routes, in the order in which they are done; none for {@code none} and the empty text.
     *
     * @param parameter for the message
     * @throws IllegalArgumentException naming the words that are possible
     */
    public static List<Codec> steps(String parameter, String written) {
        if (written.isBlank() || written.equals("none")) {
            return List.of();
        }
        List<Codec> steps = Arrays.stream(written.split(","))
                .map(word -> of(parameter, word.trim()))
                .toList();
        if (steps.contains(AUTO) && steps.size() > 1) {
            throw new IllegalArgumentException(parameter + " is '" + written + "' but auto must stand alone");
        }
        return steps;
    }

    private static Codec of(String parameter, String word) {
        return switch (word) {
            case "gzip" -> GZIP;
            case "zip" -> ZIP;
            case "pgp" -> PGP;
            case "auto" -> AUTO;
            default ->
                throw new IllegalArgumentException(parameter + " has '" + word
                        + "' but must be none, gzip, zip, pgp or auto, or a chain such as pgp,gzip");
        };
    }
}
