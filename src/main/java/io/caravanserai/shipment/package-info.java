/** Shipments and trackers: validated requests, kept with their queued label work before the customer is answered. */
@NullMarked
package io.caravanserai.shipment;

import org.jspecify.annotations.NullMarked;
