package io.caravanserai.label.check;

import io.caravanserai.label.barcode.BarcodeScan;
import io.caravanserai.label.buy.CarrierAnswer;
import io.caravanserai.label.buy.LabelDocument;
import io.caravanserai.label.buy.LabelFailure;
import io.caravanserai.label.buy.SoldParcel;
import io.caravanserai.label.convert.ConversionException;
import io.caravanserai.label.convert.LabelConverter;
import io.caravanserai.label.raster.Bitmap;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Whether a barcode of a label that a carrier sold holds the number that the carrier told for it. */
public final class BoughtLabelCheck {
    /** The second is tried when the first is too coarse for a carrier's barcodes. */
    private static final int[] DENSITIES = {203, 300};

    private final CheckRate rate;

    public BoughtLabelCheck(CheckRate rate) {
        this.rate = rate;
    }

    /** The same answer, or that what was sold cannot be used. A sale without document is none to check yet. */
    public CarrierAnswer checked(CarrierAnswer answer) {
        if (!(answer instanceof CarrierAnswer.Sold sold) || !sold.isComplete() || !rate.isDue()) {
            return answer;
        }
        for (SoldParcel parcel : sold.parcels()) {
            Optional<String> fault =
                    fault(parcel.trackingNumber(), parcel.document().orElseThrow());
            if (fault.isPresent()) {
                return new CarrierAnswer.Unusable(
                        sold,
                        new LabelFailure(
                                LabelFailure.GENERATION,
                                "bought as " + parcel.trackingNumber() + ", but " + fault.get()
                                        + ": do not use the label, and have the carrier take it back",
                                null));
            }
        }
        return answer;
    }

    private static Optional<String> fault(String number, LabelDocument document) {
        Set<String> told = new LinkedHashSet<>();
        try {
            for (int dpi : DENSITIES) {
                for (Bitmap page : LabelConverter.pictures(document.content(), dpi)) {
                    told.addAll(BarcodeScan.texts(page));
                }
                if (told.stream().anyMatch(text -> plain(text).contains(plain(number)))) {
                    return Optional.empty();
                }
            }
        } catch (ConversionException e) {
            return Optional.of("its document cannot be read: " + e.getMessage());
        }
        return Optional.of(told.isEmpty() ? "no barcode on it can be read" : "its barcodes tell " + told);
    }

    /** Numbers are written with spaces and hyphens here and without them there. */
    private static String plain(String text) {
        return text.replaceAll("[^0-9A-Za-z]", "").toUpperCase(Locale.ROOT);
    }
}
