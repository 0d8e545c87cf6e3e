/** How everything flows just now: which parts run, how much passes between them, what waits and since when. */
@NullMarked
package io.caravanserai.flow;

import org.jspecify.annotations.NullMarked;
