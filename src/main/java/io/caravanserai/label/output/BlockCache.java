package io.caravanserai.label.output;

import org.jspecify.annotations.Nullable;

/**
 * Encoded blocks of lately, by their dots: letters and bars come again and again. Safe for many threads without locks, as
 * what it keeps has final fields only; a block that is lost to another one is encoded once more, to the same bits.
 */
final class BlockCache {
    /** Of all labels: some 6 MB when full; of a label's blocks nineteen of twenty are found. */
    static final BlockCache SHARED = new BlockCache(16);

    /** Odd and without pattern, so that the highest bits of a product depend on all dots: 2^64 over the golden ratio. */
    private static final long SPREAD = 0x9e37_79b9_7f4a_7c15L;

    private final @Nullable BlockCodes[] kept;
    private final int shift;

    /**
     * @param bits of the number of blocks that are kept at most, 1 to 30
     */
    BlockCache(int bits) {
        this.kept = new @Nullable BlockCodes[1 << bits];
        this.shift = 64 - bits;
    }

    /** The block of those dots. */
    BlockCodes of(long dots) {
        int at = (int) ((dots * SPREAD) >>> shift);
        BlockCodes known = kept[at];
        if (known == null || !known.isOf(dots)) {
            known = BlockCodes.of(dots);
            kept[at] = known;
        }
        return known;
    }
}
