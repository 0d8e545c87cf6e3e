/** The page on which payloads are tried and kept as samples. */
@NullMarked
package io.caravanserai.console.tryout;

import org.jspecify.annotations.NullMarked;
