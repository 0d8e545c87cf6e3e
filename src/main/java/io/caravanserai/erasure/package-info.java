/** Erasing what the hub knows of a person, and telling what it could not reach. */
@NullMarked
package io.caravanserai.erasure;

import org.jspecify.annotations.NullMarked;
