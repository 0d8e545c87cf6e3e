package io.caravanserai.label.api;

import io.caravanserai.label.buy.LabelOrder;
import io.caravanserai.label.buy.LabelStep;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * Where the calls about a label go. {@code {reference}} is ours, {@code {shipment}} and {@code {number}} are the
 * carrier's number of the shipment and of its first parcel.
 *
 * @param find empty when the carrier has no look-up by reference
 * @param fetch empty when documents cannot be had again
 * @param cancel empty when labels cannot be given back
 */
record LabelUrls(String buy, String find, String fetch, String cancel) {
    LabelUrls {
        if (!buy.matches("https?://.+")) {
            throw new IllegalArgumentException("buyUrl is '" + buy + "' but must start with https:// (or http://)");
        }
    }

    /** Empty when the carrier has no such call, or its number is needed and not known. */
    Optional<URI> of(LabelStep step, LabelOrder order) {
        String url =
                switch (step) {
                    case BUY -> buy;
                    case FIND -> find;
                    case FETCH -> fetch;
                    case CANCEL -> cancel;
                };
        boolean numberless = order.trackingNumbers().isEmpty()
                && (url.contains("{number}")
                        || (url.contains("{shipment}") && order.shipmentNumber().isEmpty()));
        return url.isBlank() || numberless ? Optional.empty() : Optional.of(URI.create(filled(url, order)));
    }

    private static String filled(String url, LabelOrder order) {
        String number =
                order.trackingNumbers().isEmpty() ? "" : order.trackingNumbers().get(0);
        return url.replace("{reference}", order.reference())
                .replace("{shipment}", encoded(order.shipmentNumber().orElse(number)))
                .replace("{number}", encoded(number));
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
