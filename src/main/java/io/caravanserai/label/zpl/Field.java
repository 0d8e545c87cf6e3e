package io.caravanserai.label.zpl;

import org.jspecify.annotations.Nullable;

/** What is known of the field that is being read; {@code ^FS} ends it. */
final class Field {
    int x;
    int y;
    /** Whether a place was given. */
    boolean placed;
    /** Whether the place is that of the baseline ({@code ^FT}). */
    boolean baseline;
    /** Whether the place is that of the right edge. */
    boolean right;

    boolean reverse;
    int escape = -1;

    @Nullable
    Turn turn;

    @Nullable
    FontChoice font;

    @Nullable
    TextBlock block;

    @Nullable
    Barcode barcode;

    /** A graphic symbol ({@code ^GS}). */
    boolean symbol;

    /** Number of {@code ^FN}, or -1. */
    int number = -1;

    @Nullable
    ZplCommand data;
}
