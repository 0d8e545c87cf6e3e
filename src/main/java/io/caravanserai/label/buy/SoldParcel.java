package io.caravanserai.label.buy;

import java.util.Map;
import java.util.Optional;

/**
 * What a carrier sold for one parcel.
 *
 * @param trackingNumber the carrier's number of the parcel
 * @param numbers further numbers of the carrier by name, such as a routing code
 * @param document empty when the carrier gave only the number
 */
public record SoldParcel(String trackingNumber, Map<String, String> numbers, Optional<LabelDocument> document) {
    public SoldParcel {
        requireNumber(trackingNumber);
        numbers = Map.copyOf(numbers);
    }

    static void requireNumber(String number) {
        if (!number.matches("[!-~]([ -~]{0,78}[!-~])?")) {
            throw new IllegalArgumentException("a carrier's number has 1 to 80 printable characters of ASCII");
        }
    }

    SoldParcel undocumented() {
        return new SoldParcel(trackingNumber, numbers, Optional.empty());
    }
}
