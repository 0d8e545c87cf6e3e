package io.caravanserai.label.barcode;

/** Data that a symbology cannot hold. The message names the data and the rule. */
public final class SymbolException extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;
    private static final int SHOWN = 60;

    public SymbolException(Symbology symbology, String data, String rule) {
        super(symbology.title() + " cannot hold \"" + shown(data) + "\": " + rule);
    }

    private static String shown(String data) {
        String cut = data.length() > SHOWN ? data.substring(0, SHOWN) + "..." : data;
        return cut.replaceAll("\\p{Cntrl}", "?");
    }
}
