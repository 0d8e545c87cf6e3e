/** Identifiers of GS1 and of the Universal Postal Union: application identifiers, check digits, SSCC, S10. */
@NullMarked
package io.caravanserai.label.gs1;

import org.jspecify.annotations.NullMarked;
