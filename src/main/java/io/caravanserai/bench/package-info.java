/** Benchmarks that users can repeat: each prints its limit, its measure and their ratio from one run. */
@NullMarked
package io.caravanserai.bench;

import org.jspecify.annotations.NullMarked;
