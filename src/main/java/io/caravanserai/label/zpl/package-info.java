/** An interpreter of ZPL II, the language of label printers, that draws labels dot by dot. */
@NullMarked
package io.caravanserai.label.zpl;

import org.jspecify.annotations.NullMarked;
