package io.caravanserai.fuzz;

import java.util.List;

/**
 * A parser that reads what partners send.
 *
 * @param cost how many times as long as a quick one it takes; it is tried so many times less
 * @param seeds good input, which is then damaged
 */
public record FuzzTarget(String name, int cost, List<byte[]> seeds, Reading reading) {
    public FuzzTarget {
        seeds = List.copyOf(seeds);
    }

    /** What reads an input. */
    @FunctionalInterface
    public interface Reading {
        /**
         * @return whether it was read; false when it was refused as documented. Whatever else is thrown is a defect.
         */
        boolean reads(byte[] input) throws Exception;
    }

    @Override
    public String toString() {
        return name;
    }
}
