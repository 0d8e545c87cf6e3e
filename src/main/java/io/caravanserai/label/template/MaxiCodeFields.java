package io.caravanserai.label.template;

import io.caravanserai.label.barcode.MaxiCodeMessage;
import io.caravanserai.label.barcode.MaxiCodeMessage.Destination;
import io.caravanserai.label.barcode.Symbol;
import io.caravanserai.label.barcode.SymbolException;
import io.caravanserai.label.barcode.Symbology;
import io.caravanserai.label.gs1.CountryNumber;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A MaxiCode's data: where to and how, which readers find in the primary message, then the carrier's fields in the order
 * of the template. They make a transport message (ISO/IEC 15434, format 01, of the year 96), as ANSI MH10.8.3 tells.
 */
final class MaxiCodeFields {
    static final String POST_CODE = "post_code";
    static final String COUNTRY = "country";
    static final String SERVICE = "service";

    /** What every MaxiCode of a template has. */
    static final List<String> DESTINATION = List.of(POST_CODE, COUNTRY, SERVICE);

    private static final String BEGIN = "[)>\u001e01\u001d96";
    private static final String BETWEEN = "\u001d";
    private static final String END = "\u001e\u0004";

    private MaxiCodeFields() {}

    /** The symbol: of mode 2 when the post code is of digits, else of mode 3. */
    static Symbol symbol(Map<String, String> data) {
        List<String> fields = new ArrayList<>();
        data.forEach((name, value) -> {
            if (value.chars().anyMatch(Character::isISOControl)) {
                throw unfit(name, value, "it has a control character");
            }
            if (!DESTINATION.contains(name)) {
                fields.add(value);
            }
        });
        String message = BEGIN + String.join(BETWEEN, fields) + END;
        return message(destination(data), message).symbol();
    }

    private static MaxiCodeMessage message(Destination to, String message) {
        return new MaxiCodeMessage(to.postalCode().matches("[0-9]+") ? 2 : 3, to, message);
    }

    private static Destination destination(Map<String, String> data) {
        String post = data.getOrDefault(POST_CODE, "").replaceAll("[ -]", "");
        String country = data.getOrDefault(COUNTRY, "");
        String number = CountryNumber.of(country)
                .orElseThrow(() -> unfit(COUNTRY, country, "it is no country code of two letters (ISO 3166-1)"));
        String service = data.getOrDefault(SERVICE, "");
        if (!service.matches("[0-9]{1,3}")) {
            throw unfit(SERVICE, service, "a class of service has one to three digits");
        }
        // longer codes with letters are cut, as carriers ask
        String six = post.matches("[0-9]+") ? post : post.substring(0, Math.min(6, post.length()));
        if (!six.matches("[0-9]{1,9}|[0-9A-Z]{1,6}")) {
            throw unfit(POST_CODE, post, "it has up to 9 digits, or up to 6 of 0-9 and A-Z");
        }
        return new Destination(six, Integer.parseInt(number), Integer.parseInt(service));
    }

    private static SymbolException unfit(String name, String value, String rule) {
        return new SymbolException(Symbology.MAXICODE, value, "as '" + name + "', " + rule);
    }
}
