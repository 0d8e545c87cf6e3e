package io.caravanserai.codec;

import java.nio.file.Path;

/**
 * A file that was unpacked.
 *
 * @param inner its name within the file that was sent, for people; empty when that held this one alone
 * @param path where it is on our disk, under a name of ours
 */
public record Decoded(String inner, Path path) {
    /** The name under which it is spoken of. */
    public String name(String outer) {
        return inner.isEmpty() ? outer : outer + "!/" + inner;
    }

    /** The same place within an archive. */
    Decoded at(Path further) {
        return new Decoded(inner, further);
    }
}
