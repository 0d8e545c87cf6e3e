package io.caravanserai.edi;

/** A message that cannot be read; the fault says where and why. */
public final class EdiSyntaxException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient EdiFault fault;

    public EdiSyntaxException(EdiFault fault) {
        super(fault.message() + " (segment " + fault.segmentNumber() + " " + fault.segment() + ", byte "
                + fault.offset() + ")");
        this.fault = fault;
    }

    /** What is wrong; offsets count from the start of the bytes that were parsed. */
    public EdiFault fault() {
        return fault;
    }
}
