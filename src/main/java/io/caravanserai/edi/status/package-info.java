/** Shipment status as customers' EDI: neutral status lines written as X12 214 or EDIFACT IFTSTA. */
@NullMarked
package io.caravanserai.edi.status;

import org.jspecify.annotations.NullMarked;
