package io.caravanserai.scaffold;

import io.caravanserai.mapping.Format;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What a carrier sends, as integrators name it: a syntax, for EDI with its message. */
public enum PayloadKind {
    JSON(Format.JSON, "json", "whole"),
    XML(Format.XML, "xml", "whole"),
    CSV(Format.CSV, "csv", "csv"),
    FIXED(Format.FIXED, "txt", "csv"),
    X12_214(Format.X12, "edi", "edi"),
    EDIFACT_IFTSTA(Format.EDIFACT, "edi", "edi");

    private final Format format;
    private final String ending;
    private final String splitter;

    PayloadKind(Format format, String ending, String splitter) {
        this.format = format;
        this.ending = ending;
        this.splitter = splitter;
    }

    /** The kind of that name, {@code x12-214}; empty when there is none. */
    public static Optional<PayloadKind> named(String name) {
        return Arrays.stream(values())
                .filter(kind -> kind.toString().equals(name))
                .findFirst();
    }

    /** All names, for messages. */
    public static List<String> names() {
        return Arrays.stream(values()).map(PayloadKind::toString).toList();
    }

    /** As written on the command line. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    Format format() {
        return format;
    }

    /** Whether its shape is given by a standard, so that there is nothing to find out from a sample. */
    boolean isStandard() {
        return splitter.equals("edi");
    }

    /** The ending of sample files. */
    String ending() {
        return ending;
    }

    /** How {@code carrier-sftp-source} cuts files of it. */
    String splitter() {
        return splitter;
    }

    /** What the Kamelets call the body: {@code json}, {@code xml}, or {@code text} for all that has no one key. */
    String body() {
        return this == JSON || this == XML ? format.label() : "text";
    }

    /** For descriptions of routes. */
    String words() {
        return this == FIXED ? "fixed-width text" : name().replace('_', ' ');
    }

    /** Where the tracking number of the made-up sample is, for a Kamelet's {@code keyPath}. */
    String exampleKeyPath() {
        return this == JSON ? "/shipment/number" : this == XML ? "number" : "";
    }

    String mediaType() {
        return this == JSON || this == XML ? "application/" + format.label() : "*/*";
    }
}
