package io.caravanserai.behaviour;

import io.caravanserai.http.HttpAnswer.FieldFault;
import java.util.List;

/** A payload that cannot be taken, with every bad field; nothing of it is kept. */
public final class PayloadException extends Exception {
    private static final long serialVersionUID = 1L;

    private final transient List<FieldFault> faults;

    PayloadException(List<FieldFault> faults) {
        super("bad payload", null, false, false);
        this.faults = List.copyOf(faults);
    }

    public List<FieldFault> faults() {
        return faults;
    }
}
