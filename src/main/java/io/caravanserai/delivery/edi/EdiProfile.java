package io.caravanserai.delivery.edi;

import io.caravanserai.edi.EdiParty;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a customer's files look like, as agreed with the customer.
 *
 * @param format of the files
 * @param sender the hub in ISA or UNB; not used by csv
 * @param receiver the customer in ISA or UNB; not used by csv
 * @param version X12 GS08 such as 004010, EDIFACT directory such as D.04A
 * @param test whether the files are marked as tests
 * @param fallbackScac SCAC of carriers that have none in {@code scacs}, null when not agreed
 * @param scacs SCAC by carrier id
 * @param codes the table from event codes to the standard's
 */
record EdiProfile(
        Format format,
        EdiParty sender,
        EdiParty receiver,
        String version,
        boolean test,
        @Nullable String fallbackScac,
        Map<String, String> scacs,
        Path codes) {
    EdiProfile {
        scacs = Map.copyOf(scacs);
    }

    /** The kinds of files. */
    enum Format {
        X12_214("x12-214", "x12", "004010", "edi"),
        EDIFACT_IFTSTA("edifact-iftsta", "edifact", "D.04A", "edi"),
        CSV("csv", "", "", "csv");

        private final String word;
        private final String folder;
        private final String version;
        private final String ending;

        Format(String word, String folder, String version, String ending) {
            this.word = word;
            this.folder = folder;
            this.version = version;
            this.ending = ending;
        }

        /**
         * @throws IllegalArgumentException naming the words that are possible
         */
        static Format of(String word) {
            for (Format format : values()) {
                if (format.word.equals(word)) {
                    return format;
                }
            }
            throw new IllegalArgumentException("format is '" + word + "' but must be x12-214, edifact-iftsta or csv");
        }

        /** Folder in edi-mappings with the code table. */
        String folder() {
            return folder;
        }

        String defaultVersion() {
            return version;
        }

        /** Ending of file names. */
        String ending() {
            return ending;
        }
    }
}
