package io.caravanserai.bench;

import io.xlate.edi.schema.EDISchemaException;
import io.xlate.edi.schema.Schema;
import io.xlate.edi.schema.SchemaFactory;
import io.xlate.edi.stream.EDIInputFactory;
import io.xlate.edi.stream.EDIStreamException;
import io.xlate.edi.stream.EDIStreamReader;
import io.xlate.edi.stream.EDIStreamValidationError;
import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/** The same file through StAEDI's reader: each element is asked for and thrown away. */
final class StaediRead {
    /** Held, since a logger that nobody holds forgets its level; StAEDI tells of its own schemas. */
    private static final Logger LOG = Logger.getLogger("io.xlate.edi");

    static {
        LOG.setLevel(Level.WARNING);
    }

    private final @Nullable Schema schema;

    private StaediRead(@Nullable Schema schema) {
        this.schema = schema;
    }

    /** By the envelope alone: the segments of a message come one after the other. */
    static StaediRead ofSegments() {
        return new StaediRead(null);
    }

    /**
     * By a schema of the message too, which is what tells loops and finds segments out of place, as the hub does.
     *
     * @param resource name of the schema beside this package's other resources
     */
    static StaediRead ofLoops(String resource) throws IOException {
        try (InputStream in = Objects.requireNonNull(StaediRead.class.getResourceAsStream("/bench/" + resource))) {
            return new StaediRead(SchemaFactory.newFactory().createSchema(in));
        } catch (EDISchemaException e) {
            throw new IOException("StAEDI cannot read the schema " + resource, e);
        }
    }

    /**
     * Returns how many elements had text.
     *
     * @throws IOException also when StAEDI finds a fault in what the bench made
     */
    long read(InputStream in) throws IOException {
        long elements = 0;
        try (EDIStreamReader reader = EDIInputFactory.newFactory().createEDIStreamReader(in, "ISO-8859-1")) {
            while (reader.hasNext()) {
                switch (reader.next()) {
                    case START_TRANSACTION -> {
                        if (schema != null) {
                            reader.setTransactionSchema(schema);
                        }
                    }
                    case ELEMENT_DATA -> elements += reader.getText().isEmpty() ? 0 : 1;
                    case SEGMENT_ERROR -> refuse(reader);
                    default -> {
                        // segments and loops show in the elements; a file so long counts its messages in more digits
                        // than GE01 may have
                    }
                }
            }
            return elements;
        } catch (EDIStreamException e) {
            throw new IOException("StAEDI cannot read what the bench made", e);
        }
    }

    /** A file so long has more messages than StAEDI's schema of the envelope counts. */
    private static void refuse(EDIStreamReader reader) throws IOException {
        if (reader.getErrorType() != EDIStreamValidationError.LOOP_OCCURS_OVER_MAXIMUM_TIMES) {
            throw new IOException("StAEDI finds " + reader.getErrorType() + " in segment "
                    + reader.getLocation().getSegmentPosition());
        }
    }
}
