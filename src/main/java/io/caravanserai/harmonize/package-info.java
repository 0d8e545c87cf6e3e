/** Turns raw carrier messages into harmonized events: mappings and code tables of edi-mappings/, times, places, stable ids. */
@NullMarked
package io.caravanserai.harmonize;

import org.jspecify.annotations.NullMarked;
