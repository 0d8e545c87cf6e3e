/** The public tracking page of a shipment: what whoever has its link may see, and how it looks. */
@NullMarked
package io.caravanserai.page;

import org.jspecify.annotations.NullMarked;
