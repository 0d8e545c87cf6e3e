package io.caravanserai.intake;

import io.caravanserai.edi.InterchangeHeader;
import io.caravanserai.edi.InterchangeReport;
import java.io.IOException;
import java.util.Optional;

/** Is told of the interchanges of a file while it is cut, and decides which are set aside. */
public interface Interchanges {
    /** Takes all and remembers none: for looking at a file without a hub. */
    Interchanges ALL_TAKEN = new Interchanges() {
        @Override
        public Optional<String> refusal(InterchangeHeader header) {
            return Optional.empty();
        }

        @Override
        public void read(InterchangeHeader header, String digest) {}

        @Override
        public void acknowledge(InterchangeReport report, boolean duplicate) {}
    };

    /** Why the interchange that begins must be set aside; empty when it is to be taken. */
    Optional<String> refusal(InterchangeHeader header) throws IOException;

    /** The interchange that began here was handed on. */
    void read(InterchangeHeader header, String digest);

    /** An interchange has ended, or was set aside to its end. */
    void acknowledge(InterchangeReport report, boolean duplicate);
}
