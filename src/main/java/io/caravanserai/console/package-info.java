/** The console: pages on the management port by which people see how the hub does and act on it. */
@NullMarked
package io.caravanserai.console;

import org.jspecify.annotations.NullMarked;
