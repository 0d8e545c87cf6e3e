/** Tells operators of each route where it is from, what it did and which of its steps takes the time. */
@NullMarked
package io.caravanserai.routeview;

import org.jspecify.annotations.NullMarked;
