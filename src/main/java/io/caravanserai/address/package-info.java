/** Postal addresses: how each country writes them, what is wrong with one, and what may be corrected without guessing. */
@NullMarked
package io.caravanserai.address;

import org.jspecify.annotations.NullMarked;
