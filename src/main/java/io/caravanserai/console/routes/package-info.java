/** Pages on routes and what they did. */
@NullMarked
package io.caravanserai.console.routes;

import org.jspecify.annotations.NullMarked;
