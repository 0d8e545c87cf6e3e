package io.caravanserai.label.zpl;

/**
 * What a barcode command asks for, before its data is known.
 *
 * @param command the command, whose further parameters {@link BarcodePainter} reads
 * @param turn how it is turned
 */
record Barcode(ZplCommand command, Turn turn) {}
