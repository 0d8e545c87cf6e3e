/** Figures for operators beyond those that a part counts itself: what waits in store and topics, and the process. */
@NullMarked
package io.caravanserai.metrics;

import org.jspecify.annotations.NullMarked;
