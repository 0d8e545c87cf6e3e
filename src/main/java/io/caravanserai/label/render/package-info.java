/** The formats of a label, all drawn from one model: PDF, PNG, JPEG and ZPL for 203 and 300 dpi. */
@NullMarked
package io.caravanserai.label.render;

import org.jspecify.annotations.NullMarked;
