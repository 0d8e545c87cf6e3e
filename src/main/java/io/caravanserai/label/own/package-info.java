/** Labels that are made here: from a request for a shipment to each parcel's label, with a number of its own. */
@NullMarked
package io.caravanserai.label.own;

import org.jspecify.annotations.NullMarked;
