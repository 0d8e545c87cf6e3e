/** What operators ask on the management port: carriers, codes nobody has mapped, and counts. */
@NullMarked
package io.caravanserai.admin;

import org.jspecify.annotations.NullMarked;
