/** Post tracking: keeps harmonized events, decides where each shipment stands, and tells who must be notified. */
@NullMarked
package io.caravanserai.tracking;

import org.jspecify.annotations.NullMarked;
