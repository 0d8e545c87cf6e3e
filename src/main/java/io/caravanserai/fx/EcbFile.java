package io.caravanserai.fx;

import io.caravanserai.event.Xml;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.Map;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.jspecify.annotations.Nullable;

/** Reads the file eurofxref-daily.xml of the European Central Bank: {@code Cube} with a time, within it one per currency. */
final class EcbFile {
    /** The file has some two kilobytes and three levels. */
    static final int MAX_BYTES = 256 * 1024;

    private static final int MAX_DEPTH = 10;

    /** The bank publishes some thirty; fewer means that it is another file or a part of it. */
    private static final int FEWEST = 10;

    private @Nullable LocalDate date;
    private final Map<String, BigDecimal> perEuro = new HashMap<>(Map.of("EUR", BigDecimal.ONE));

    private EcbFile() {}

    /** @throws BadRatesException when the file is not whole or says something else */
    static RateTable read(byte[] file, String source) throws BadRatesException {
        if (file.length > MAX_BYTES) {
            throw new BadRatesException("the file is longer than " + MAX_BYTES + " bytes");
        }
        EcbFile read = new EcbFile();
        try {
            read.cubes(Xml.reader(file));
            return read.table(source);
        } catch (XMLStreamException e) {
            throw new BadRatesException("not readable as XML: " + e.getMessage());
        } catch (DateTimeException | IllegalArgumentException e) {
            throw new BadRatesException(String.valueOf(e.getMessage()));
        }
    }

    private void cubes(XMLStreamReader xml) throws XMLStreamException, BadRatesException {
        int depth = 0;
        while (xml.hasNext()) {
            int event = xml.next();
            if (event == XMLStreamConstants.START_ELEMENT) {
                if (++depth > MAX_DEPTH) {
                    throw new BadRatesException("more than " + MAX_DEPTH + " levels");
                }
                if (xml.getLocalName().equals("Cube")) {
                    cube(xml);
                }
            } else if (event == XMLStreamConstants.END_ELEMENT) {
                depth--;
            }
        }
    }

    private void cube(XMLStreamReader xml) throws BadRatesException {
        String time = xml.getAttributeValue(null, "time");
        String currency = xml.getAttributeValue(null, "currency");
        if (time != null) {
            if (date != null) {
                throw new BadRatesException("the file has several days: use the one of the latest day alone");
            }
            date = LocalDate.parse(time);
        } else if (currency != null) {
            perEuro.put(currency, rate(currency, xml.getAttributeValue(null, "rate")));
        }
    }

    private static BigDecimal rate(String currency, @Nullable String rate) throws BadRatesException {
        try {
            return new BigDecimal(rate == null ? "" : rate);
        } catch (NumberFormatException e) {
            throw new BadRatesException("the rate of " + currency + " is '" + rate + "' and not a number");
        }
    }

    private RateTable table(String source) throws BadRatesException {
        if (date == null || perEuro.size() < FEWEST) {
            throw new BadRatesException("a day with its rates is missing: found " + (perEuro.size() - 1) + " rates of "
                    + (date == null ? "no day" : date));
        }
        return new RateTable(date, source, perEuro);
    }
}
