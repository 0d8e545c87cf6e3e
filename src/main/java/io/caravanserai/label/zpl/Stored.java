package io.caravanserai.label.zpl;

import java.util.Locale;

/** Names of what printers store: {@code R:LOGO.GRF}; drive and extension may be left out. */
final class Stored {
    private Stored() {}

    /** The name without its drive, in upper case, with the extension that is usual. */
    static String name(ZplCommand command, String extension) {
        String text = command.text();
        int end = text.indexOf(command.delimiter());
        String name = (end < 0 ? text : text.substring(0, end)).strip().toUpperCase(Locale.ROOT);
        if (name.length() > 1 && name.charAt(1) == ':') {
            name = name.substring(2);
        }
        return name.contains(".") ? name : (name.isEmpty() ? "UNKNOWN" : name) + extension;
    }
}
