/** Barcode symbols: made of data, drawn in whole dots, and read again to see that they tell it. */
@NullMarked
package io.caravanserai.label.barcode;

import org.jspecify.annotations.NullMarked;
