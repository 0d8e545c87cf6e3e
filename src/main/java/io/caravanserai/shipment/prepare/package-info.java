/** What is done to a shipment before it is taken: addresses checked and corrected, units and values converted, as the customer asks. */
@NullMarked
package io.caravanserai.shipment.prepare;

import org.jspecify.annotations.NullMarked;
