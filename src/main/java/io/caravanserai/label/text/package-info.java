/** Text in any script for labels: fonts of the class path, direction, shaping, fitting into a box, glyphs as dots. */
@NullMarked
package io.caravanserai.label.text;

import org.jspecify.annotations.NullMarked;
