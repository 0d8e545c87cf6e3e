/** Shipments and trackers: what customers ask for, checked, kept with its label work in one transaction. */
@NullMarked
package io.caravanserai.shipment;

import org.jspecify.annotations.NullMarked;
