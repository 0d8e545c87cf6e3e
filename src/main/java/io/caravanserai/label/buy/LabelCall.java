package io.caravanserai.label.buy;

/** One call to make about a label: what goes through a carrier's route. */
public record LabelCall(LabelStep step, LabelOrder order) {}
