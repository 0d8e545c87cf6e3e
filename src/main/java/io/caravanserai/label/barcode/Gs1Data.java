package io.caravanserai.label.barcode;

import java.util.regex.Pattern;

/** What GS1 symbols may carry: GS1 General Specifications, section 7.11, and the separator. */
final class Gs1Data {
    static final Pattern CHARACTERS = Pattern.compile("[!\"%&'()*+,./0-9:;<=>?A-Z_a-z\\x1d-]+");
    static final String RULE = "82 characters of GS1 (A-Z a-z 0-9 ! \" % & ' ( ) * + , - . / : ; < = > ? _)";

    private Gs1Data() {}
}
