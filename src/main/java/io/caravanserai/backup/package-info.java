/** A copy of the data folder while the hub runs, and the way back from it. */
@NullMarked
package io.caravanserai.backup;

import org.jspecify.annotations.NullMarked;
