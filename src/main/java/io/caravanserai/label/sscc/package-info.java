/** Numbers for parcels: each account's range of SSCCs, given out once across restarts and nodes. */
@NullMarked
package io.caravanserai.label.sscc;

import org.jspecify.annotations.NullMarked;
