package io.caravanserai.bench;

import io.xlate.edi.stream.EDIInputFactory;
import io.xlate.edi.stream.EDIStreamException;
import io.xlate.edi.stream.EDIStreamReader;
import java.io.IOException;
import java.io.InputStream;
import java.util.logging.Level;
import java.util.logging.Logger;

/** The same file through StAEDI's reader, without a message schema: each element is asked for and thrown away. */
final class StaediRead {
    /** Held, since a logger that nobody holds forgets its level; StAEDI tells of its own schemas. */
    private static final Logger LOG = Logger.getLogger("io.xlate.edi");

    static {
        LOG.setLevel(Level.WARNING);
    }

    private StaediRead() {}

    /** Returns how many elements had text. */
    static long read(InputStream in) throws IOException {
        long elements = 0;
        try (EDIStreamReader reader = EDIInputFactory.newFactory().createEDIStreamReader(in, "ISO-8859-1")) {
            while (reader.hasNext()) {
                switch (reader.next()) {
                    case ELEMENT_DATA -> elements += reader.getText().isEmpty() ? 0 : 1;
                    default -> {
                        // segments and envelopes show in the elements
                    }
                }
            }
            return elements;
        } catch (EDIStreamException e) {
            throw new IOException("StAEDI cannot read what the bench made", e);
        }
    }
}
