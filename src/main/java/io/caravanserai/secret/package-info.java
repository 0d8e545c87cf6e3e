/** Keeps the hub's own credentials out of what it tells. */
@NullMarked
package io.caravanserai.secret;

import org.jspecify.annotations.NullMarked;
