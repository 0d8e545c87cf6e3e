/** Whether the barcodes of a finished label tell what they should, before it is handed out. */
@NullMarked
package io.caravanserai.label.check;

import org.jspecify.annotations.NullMarked;
