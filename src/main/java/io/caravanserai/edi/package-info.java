/** EDI syntax: X12 and EDIFACT cut from streams, read as segment trees and written, with every fault placed. */
@NullMarked
package io.caravanserai.edi;

import org.jspecify.annotations.NullMarked;
