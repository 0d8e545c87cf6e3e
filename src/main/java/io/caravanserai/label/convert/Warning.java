package io.caravanserai.label.convert;

/**
 * Something about a converted label that whoever prints it should know; it goes to {@code carrier_label_meta_data}.
 *
 * @param code what kind: {@code resampled}, {@code resolution_assumed}, {@code zpl}
 * @param text the same in words, with numbers
 */
public record Warning(String code, String text) {}
