package io.caravanserai.backup;

import java.util.List;

/**
 * What a backup holds; its last entry, so that one that was cut off has none.
 *
 * @param v version of this form, now 1
 * @param madeUtc when it was begun: all that was acknowledged before is in it
 * @param files all other entries
 * @param positions how far the hub's stages had read; none when the hub did not run
 */
record Manifest(int v, String madeUtc, List<Entry> files, List<Position> positions) {
    static final String NAME = "manifest.json";
    static final int VERSION = 1;

    Manifest {
        files = List.copyOf(files);
        positions = List.copyOf(positions);
    }

    /**
     * @param path relative to the data folder, with slashes
     * @param sha256 in hexadecimal digits
     */
    record Entry(String path, long size, String sha256) {}

    /** The offset that a group of consumers reads next. */
    record Position(String group, String topic, int partition, long offset) {}
}
