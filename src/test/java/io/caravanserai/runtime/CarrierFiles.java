package io.caravanserai.runtime;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.util.List;
import java.util.stream.Collectors;

/** Files as carriers write them, of made-up parcels. */
final class CarrierFiles {
    private static final String SEPARATE = "\n";

    private CarrierFiles() {}

    /** An X12 interchange of freightline_ltl around these transaction sets. */
    static byte[] x12(String... sets) {
        return x12(77, false, sets);
    }

    /**
     * The same with a control number of the test's choice.
     *
     * @param asks whether it wants to be acknowledged (ISA14)
     */
    static byte[] x12(int control, boolean asks, String... sets) {
        String long9 = String.format("%09d", control);
        return ("ISA*00*          *00*          *ZZ*FRLX           *ZZ*CARAVANSERAI   *260310*0900*U*00401*" + long9
                        + (asks ? "*1" : "*0") + "*P*>~\n"
                        + "GS*QM*FRLX*CARAVANSERAI*20260310*0900*" + control + "*X*004010~\n"
                        + String.join(SEPARATE, sets)
                        + "\nGE*" + sets.length + "*" + control + "~\nIEA*1*" + long9 + "~\n")
                .getBytes(ISO_8859_1);
    }

    /** A 214 that says the shipment was picked up. */
    static String status(String control, String number) {
        return status(control, number, 6, "");
    }

    /** The same with a segment count of the test's choice and more segments before the trailer. */
    static String status(String control, String number, int count, String more) {
        return "ST*214*" + control + "~\nB10*" + number + "*SHP-" + number + "*FRLX~\nLX*1~\n"
                + "AT7*AF*NS***20260309*1615*LT~\nMS1*CHICAGO*IL*US~\n" + more + "SE*" + count + "*" + control + "~";
    }

    /** An IFTSTA of bring, one delivered parcel in each message, all of one interchange. */
    static byte[] edifact(String syntax, List<String> numbers, String recipient) {
        return edifact(syntax, 5001, false, numbers, recipient);
    }

    /**
     * The same with a control reference of the test's choice.
     *
     * @param asks whether it wants to be acknowledged (UNB 0031)
     */
    static byte[] edifact(String syntax, int control, boolean asks, List<String> numbers, String recipient) {
        StringBuilder messages = new StringBuilder();
        for (int i = 0; i < numbers.size(); i++) {
            messages.append(delivered(i + 1, numbers.get(i), i == 0 ? recipient : "OLA NORDMANN"));
        }
        return ("UNA:+.? '\nUNB+" + syntax + ":3+7080000000000:14+CARAVANSERAI:30+260310:0900+" + control
                        + (asks ? "++++1" : "") + "'\n" + messages + "UNZ+" + numbers.size() + "+" + control + "'\n")
                .getBytes(ISO_8859_1);
    }

    private static String delivered(int reference, String number, String recipient) {
        return "UNH+" + reference + "+IFTSTA:D:04A:UN:BIG07'\nBGM+77+5001+9'\nDTM+137:202603100900:203'\n"
                + "NAD+CZ+10099999999::87'\nCNI+1+70123450001'\nSTS+1+I::87:DELIVERED'\nDTM+78:202603100845:203'\n"
                + "NAD+AP+++" + recipient + "'\nLOC+14+5003:16::BERGEN+NO:162'\nGID+1+1'\nPCI+30+" + number
                + "'\nUNT+12+" + reference + "'\n";
    }

    /** Scans of nordic_couriers; each row is the parcel's number with what follows it. */
    static byte[] csv(String... rows) {
        return List.of(rows).stream()
                .collect(Collectors.joining(
                        SEPARATE,
                        "Parcel No;Customer Ref;Scan;Cause;Text;Date;Time;Depot;City;Zip;Country;Signed By;Weight Kg\n",
                        SEPARATE))
                .getBytes(ISO_8859_1);
    }

    static String collected(String number) {
        return number + ";SO-1;COL;;Picked up;10.03.2026;08:30;GOT1;Göteborg;411 04;SE;;2,50";
    }
}
