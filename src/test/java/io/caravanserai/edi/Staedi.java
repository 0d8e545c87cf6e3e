package io.caravanserai.edi;

import io.xlate.edi.schema.EDISchemaException;
import io.xlate.edi.schema.Schema;
import io.xlate.edi.schema.SchemaFactory;
import io.xlate.edi.stream.EDIInputFactory;
import io.xlate.edi.stream.EDIStreamException;
import io.xlate.edi.stream.EDIStreamReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URL;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** StAEDI as the oracle: an implementation of the same syntax that shares no line with ours. */
public final class Staedi {
    private Staedi() {}

    /** Everything StAEDI objects to, with segment and element; empty when the interchange is valid. */
    public static List<String> complaints(byte[] interchange, String schema) {
        List<String> complaints = new ArrayList<>();
        try (EDIStreamReader reader = EDIInputFactory.newFactory()
                .createEDIStreamReader(new ByteArrayInputStream(interchange), "ISO-8859-1")) {
            while (reader.hasNext()) {
                switch (reader.next()) {
                    case START_TRANSACTION -> reader.setTransactionSchema(schema(schema));
                    case SEGMENT_ERROR, ELEMENT_DATA_ERROR, ELEMENT_OCCURRENCE_ERROR ->
                        complaints.add(reader.getErrorType() + " " + reader.getReferenceCode() + " at "
                                + reader.getLocation());
                    default -> {
                        // valid so far
                    }
                }
            }
        } catch (EDIStreamException | IOException e) {
            complaints.add(e.toString());
        }
        return complaints;
    }

    private static Schema schema(String name) {
        URL url = Objects.requireNonNull(Staedi.class.getResource("/edi/staedi/" + name + ".xml"));
        try {
            return SchemaFactory.newFactory().createSchema(url);
        } catch (EDISchemaException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Segments as StAEDI reads them: tag, then {@code position.repetition.component=text} of what is not empty. */
    static List<String> segments(byte[] interchange) throws EDIStreamException, IOException {
        EDIInputFactory factory = EDIInputFactory.newFactory();
        factory.setProperty(EDIInputFactory.EDI_VALIDATE_CONTROL_STRUCTURE, false);
        List<String> segments = new ArrayList<>();
        StringBuilder current = new StringBuilder();
        try (EDIStreamReader reader =
                factory.createEDIStreamReader(new ByteArrayInputStream(interchange), "ISO-8859-1")) {
            while (reader.hasNext()) {
                switch (reader.next()) {
                    case START_SEGMENT -> current = new StringBuilder(reader.getText());
                    case END_SEGMENT -> {
                        // to StAEDI a UNA is a segment; ISO 9735 calls it a service string
                        if (!current.toString().startsWith("UNA ")) {
                            segments.add(current.toString());
                        }
                    }
                    case ELEMENT_DATA -> {
                        if (!reader.getText().isEmpty()) {
                            current.append(' ')
                                    .append(reader.getLocation().getElementPosition())
                                    .append('.')
                                    .append(Math.max(1, reader.getLocation().getElementOccurrence()))
                                    .append('.')
                                    .append(Math.max(1, reader.getLocation().getComponentPosition()))
                                    .append('=')
                                    .append(reader.getText());
                        }
                    }
                    default -> {
                        // composites and envelopes show in the positions
                    }
                }
            }
        }
        return segments;
    }

    /** The same from our tokenizer. */
    static List<String> ourSegments(byte[] interchange) {
        List<String> segments = new ArrayList<>();
        EdiTokenizer tokens = new EdiTokenizer(interchange);
        while (tokens.next()) {
            EdiNode segment = tokens.segment();
            StringBuilder text = new StringBuilder(segment.tag());
            for (int position = 1; position <= segment.elements(); position++) {
                for (int repetition = 1; repetition <= segment.repetitions(position); repetition++) {
                    for (int component = 1; component <= segment.components(position, repetition); component++) {
                        String value = segment.element(position, component, repetition);
                        if (value != null) {
                            text.append(' ')
                                    .append(position)
                                    .append('.')
                                    .append(repetition)
                                    .append('.');
                            text.append(component).append('=').append(value);
                        }
                    }
                }
            }
            segments.add(text.toString());
        }
        return segments;
    }
}
