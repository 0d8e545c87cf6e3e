/** Black and white pictures by dots, as thermal printers print them. */
@NullMarked
package io.caravanserai.label.raster;

import org.jspecify.annotations.NullMarked;
