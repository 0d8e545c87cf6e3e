/** Figures of the last hour, day and week: what passed, how long it took, and which carrier was heard when. */
@NullMarked
package io.caravanserai.figure;

import org.jspecify.annotations.NullMarked;
