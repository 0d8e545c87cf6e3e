/** Buying one label from a carrier exactly once, whatever is lost on the way. */
@NullMarked
package io.caravanserai.label.buy;

import org.jspecify.annotations.NullMarked;
