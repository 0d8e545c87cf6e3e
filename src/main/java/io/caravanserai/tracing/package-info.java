/** Traces of shipment events by OpenTelemetry, from the carrier to the customer. */
@NullMarked
package io.caravanserai.tracing;

import org.jspecify.annotations.NullMarked;
