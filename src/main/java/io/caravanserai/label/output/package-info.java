/** The writers of labels' files, one for each format: PNG, JPEG, the objects of PDF and ZPL's pictures. */
@NullMarked
package io.caravanserai.label.output;

import org.jspecify.annotations.NullMarked;
