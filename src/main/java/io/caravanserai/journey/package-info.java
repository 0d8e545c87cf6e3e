/** Finds shipments of all accounts for operators and tells their whole story: what carriers said, what customers were told. */
@NullMarked
package io.caravanserai.journey;

import org.jspecify.annotations.NullMarked;
