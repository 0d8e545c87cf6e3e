package io.caravanserai.label.zpl;

/** Escapes in the data of {@code ^BX}: {@code _1} is FNC1, {@code _d029} a character by number, {@code __} itself. */
final class DataMatrixEscapes {
    /** Stands for FNC1; no data has it, since it is no character. */
    static final String FNC1 = "\uffff";

    private DataMatrixEscapes() {}

    static String read(String data, char escape) {
        StringBuilder text = new StringBuilder(data.length());
        for (int i = 0; i < data.length(); i++) {
            char c = data.charAt(i);
            char next = i + 1 < data.length() ? data.charAt(i + 1) : 0;
            if (c != escape || next == 0) {
                text.append(c);
            } else if (next == escape) {
                text.append(c);
                i++;
            } else if (next == '1') {
                text.append(FNC1);
                i++;
            } else if (next == 'd' && data.substring(i).matches("(?s).d[0-9]{3}.*")) {
                text.append((char) Integer.parseInt(data.substring(i + 2, i + 5)));
                i += 4;
            } else if (next >= '@' && next <= '_') {
                // _@ to __ are the control characters 0 to 31
                text.append((char) (next - '@'));
                i++;
            } else {
                text.append(c);
            }
        }
        return text.toString();
    }
}
