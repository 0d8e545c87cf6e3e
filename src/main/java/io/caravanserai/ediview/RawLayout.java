package io.caravanserai.ediview;

import io.caravanserai.edi.EdiFault;
import io.caravanserai.edi.InterchangeReport;

/** One segment a line, as it was sent; a fault is a line of its own that begins with {@code #}. */
public final class RawLayout implements Layout {
    private final Printout out;
    private final boolean onlyErrors;

    /** @param onlyErrors leave out segments that are good */
    public RawLayout(Printout out, boolean onlyErrors) {
        this.out = out;
        this.onlyErrors = onlyErrors;
    }

    @Override
    public void segment(ShownSegment segment) {
        if (!onlyErrors || !segment.faults().isEmpty()) {
            out.line(Printout.safe(segment.written().replaceAll("[\r\n]", "")));
        }
        segment.faults().forEach(fault -> fault(segment.interchange(), fault));
    }

    @Override
    public void fault(String interchange, EdiFault fault) {
        out.line("# byte " + fault.offset() + ": " + fault.code() + ": " + Printout.safe(fault.message()));
    }

    @Override
    public void closed(InterchangeReport report) {
        out.flush();
    }

    @Override
    public void end(Tally tally) {
        out.flush();
    }
}
