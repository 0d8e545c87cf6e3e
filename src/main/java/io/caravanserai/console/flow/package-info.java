/** The console's first page: the flow in one picture. */
@NullMarked
package io.caravanserai.console.flow;

import org.jspecify.annotations.NullMarked;
