/** Conversions of finished labels between PDF, PNG, JPG, GIF and ZPL, without any service outside. */
@NullMarked
package io.caravanserai.label.convert;

import org.jspecify.annotations.NullMarked;
