package io.caravanserai.address;

/**
 * What is wrong with one field of an address.
 *
 * @param type {@code missing} or {@code value}
 * @param message what is wrong and what a right value looks like
 */
public record AddressFault(AddressField field, String type, String message) {}
