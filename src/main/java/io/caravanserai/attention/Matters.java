package io.caravanserai.attention;

import java.util.List;

/** One kind of things that need a person. */
interface Matters {
    Kind kind();

    /** How many there are; counted no further than a thousand. */
    long count();

    /**
     * Some of them, in an order that lasts.
     *
     * @param before the cursor of the last one of the page before; empty for the first page
     */
    List<Listed> list(int limit, String before);

    /**
     * One with its place.
     *
     * @param cursor after which the next page begins
     */
    record Listed(Matter matter, String cursor) {}

    /** Beyond that it does not matter how many there are. */
    int COUNTED = 1_000;
}
