/** How lines of the log are written: what others said is neither a line of its own nor tells a secret. */
@NullMarked
package io.caravanserai.logging;

import org.jspecify.annotations.NullMarked;
