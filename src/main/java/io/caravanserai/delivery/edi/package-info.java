/** EDI files to customers: events queue per customer, become files with gapless control numbers, and are uploaded. */
@NullMarked
package io.caravanserai.delivery.edi;

import org.jspecify.annotations.NullMarked;
