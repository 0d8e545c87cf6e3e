/** Acknowledgements of interchanges: one model, written and read as X12 TA1, 997 and 999 and as EDIFACT CONTRL. */
@NullMarked
package io.caravanserai.edi.ack;

import org.jspecify.annotations.NullMarked;
