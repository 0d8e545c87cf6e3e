/** Puts the hub together: starts and stops its parts in order, binds what the routes refer to by name. */
@NullMarked
package io.caravanserai.runtime;

import org.jspecify.annotations.NullMarked;
