package io.caravanserai.codec;

/**
 * How much a packed file may become.
 *
 * @param maxSize bytes of all that one file holds, over all steps of unpacking
 * @param maxRatio how many times its packed size anything may grow, once it is beyond 1 MiB
 * @param maxEntries entries of a zip file
 */
public record CodecLimits(long maxSize, int maxRatio, int maxEntries) {
    public CodecLimits {
        if (maxSize < 1 || maxRatio < 1 || maxEntries < 1) {
            throw new IllegalArgumentException("hub.codec.max-size, hub.codec.max-ratio and hub.codec.max-entries are "
                    + maxSize + ", " + maxRatio + " and " + maxEntries + " but must be 1 or more");
        }
    }
}
