/** How many calls an account at a carrier may make, counted in the store for all nodes and all that call. */
@NullMarked
package io.caravanserai.budget;

import org.jspecify.annotations.NullMarked;
