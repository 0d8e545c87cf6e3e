/** Lets operators pause a route or a customer's endpoint, on all nodes and across restarts, without it counting as a failure. */
@NullMarked
package io.caravanserai.pause;

import org.jspecify.annotations.NullMarked;
