/** Who did what as an administrator, when and with what outcome. */
@NullMarked
package io.caravanserai.audit;

import org.jspecify.annotations.NullMarked;
