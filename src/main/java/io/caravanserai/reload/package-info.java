/** Loads what integrators edit into the running hub, and again whenever it changes. */
@NullMarked
package io.caravanserai.reload;

import org.jspecify.annotations.NullMarked;
