package io.caravanserai.edi.ack;

/** The message that carries an acknowledgement. */
public enum AckFormat {
    /** X12 interchange acknowledgement, a segment between ISA and GS (X12.5). */
    TA1,
    /** X12 functional acknowledgement, one for each functional group. */
    X12_997("997"),
    /** X12 implementation acknowledgement, one for each functional group. */
    X12_999("999"),
    /** EDIFACT syntax and service report, one for each interchange (ISO 9735-4). */
    CONTRL;

    private final String message;

    AckFormat() {
        this.message = name();
    }

    AckFormat(String message) {
        this.message = message;
    }

    /** Transaction set identifier or message type. */
    public String message() {
        return message;
    }
}
