package io.caravanserai.delivery.edi;

import io.caravanserai.edi.EdiParty;
import io.caravanserai.edi.EdifactWriter;
import io.caravanserai.edi.X12Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a customer's files look like, as agreed with the customer.
 *
 * @param format of the files
 * @param sender the hub in ISA or UNB; not used by csv
 * @param receiver the customer in ISA or UNB; not used by csv
 * @param applicationSender GS02; X12 only
 * @param applicationReceiver GS03; X12 only
 * @param version X12 GS08 such as 004010, EDIFACT directory such as D.04A
 * @param syntax EDIFACT syntax identifier and version such as UNOC:3
 * @param delimiters of X12 files, with or without line breaks
 * @param una whether EDIFACT files begin with UNA
 * @param association UNH 0057, empty when none was agreed
 * @param test whether the files are marked as tests
 * @param acknowledge whether ISA14 or UNB 0031 asks for an acknowledgement
 * @param acknowledgedWithin how long after its upload a file must be acknowledged, null when no answer is expected
 * @param referenceQualifier of the customer's own number: RFF 1153
 * @param references qualifier (L1102, RFF 1153) by key of the shipment's meta data
 * @param fallbackScac SCAC of carriers that have none in {@code scacs}, null when not agreed
 * @param scacs SCAC by carrier id
 * @param codes the table from event codes to the standard's
 */
record EdiProfile(
        Format format,
        EdiParty sender,
        EdiParty receiver,
        String applicationSender,
        String applicationReceiver,
        String version,
        String syntax,
        X12Writer.Delimiters delimiters,
        boolean una,
        String association,
        boolean test,
        boolean acknowledge,
        @Nullable Duration acknowledgedWithin,
        String referenceQualifier,
        Map<String, String> references,
        @Nullable String fallbackScac,
        Map<String, String> scacs,
        Path codes) {
    EdiProfile {
        references = Map.copyOf(references);
        scacs = Map.copyOf(scacs);
        if (!format.versions.isEmpty() && !version.matches(format.versions)) {
            throw new IllegalArgumentException(
                    "version is '" + version + "' but must be " + format.versionsInWords + " for " + format.word);
        }
        if (format == Format.EDIFACT_IFTSTA && !syntax.matches("UNO[A-LWY]:[1-4]")) {
            throw new IllegalArgumentException(
                    "syntax is '" + syntax + "' but must be a syntax identifier and version such as UNOC:3");
        }
        if (format != Format.CSV && !referenceQualifier.matches("[A-Z0-9]{2,3}")) {
            throw new IllegalArgumentException(
                    "referenceQualifier is '" + referenceQualifier + "' but must be two or three letters and digits");
        }
        references.values().forEach(qualifier -> {
            if (!qualifier.matches("[A-Z0-9]{2,3}")) {
                throw new IllegalArgumentException(
                        "references has '" + qualifier + "' but a qualifier is two or three letters and digits");
            }
        });
        if (format == Format.CSV && acknowledgedWithin != null) {
            throw new IllegalArgumentException("ackDue: a csv file is not acknowledged; leave it empty");
        }
    }

    /** ISA and GS of a file. */
    X12Writer.Envelope x12(long control, OffsetDateTime now) {
        return new X12Writer.Envelope(
                sender,
                receiver,
                applicationSender.isEmpty() ? sender.id() : applicationSender,
                applicationReceiver.isEmpty() ? receiver.id() : applicationReceiver,
                "QM",
                version,
                control,
                control,
                test,
                acknowledge,
                now,
                delimiters,
                StandardCharsets.US_ASCII);
    }

    /** UNB and UNH of a file. */
    EdifactWriter.Envelope edifact(long control, OffsetDateTime now) {
        int colon = syntax.indexOf(':');
        return new EdifactWriter.Envelope(
                syntax.substring(0, colon),
                Integer.parseInt(syntax.substring(colon + 1)),
                sender,
                receiver,
                Long.toString(control),
                test,
                now,
                version,
                association,
                delimiters.lineBreaks(),
                una,
                acknowledge);
    }

    /** The kinds of files. */
    enum Format {
        X12_214("x12-214", "x12", "004010", "00(4|5|6|7)0[1-6]0|0080[1-3]0", "004010 to 008030", "edi"),
        EDIFACT_IFTSTA(
                "edifact-iftsta",
                "edifact",
                "D.04A",
                "D\\.(9[4-9][AB]|0[0-9][ABC]|1[0-9][AB]|2[01][AB])",
                "D.94A to D.21B",
                "edi"),
        CSV("csv", "", "", "", "", "csv");

        private final String word;
        private final String folder;
        private final String version;
        private final String versions;
        private final String versionsInWords;
        private final String ending;

        Format(String word, String folder, String version, String versions, String versionsInWords, String ending) {
            this.word = word;
            this.folder = folder;
            this.version = version;
            this.versions = versions;
            this.versionsInWords = versionsInWords;
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
