/** Offline validation of everything integrators edit: routes, Kamelets and mappings, with file, line and next step. */
@NullMarked
package io.caravanserai.check;

import org.jspecify.annotations.NullMarked;
