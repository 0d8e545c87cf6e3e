/** HTML that is safe whatever it tells of: one builder for all pages of the hub. */
@NullMarked
package io.caravanserai.html;

import org.jspecify.annotations.NullMarked;
