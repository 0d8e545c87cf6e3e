package io.caravanserai.label.zpl;

import java.util.Set;

/**
 * Commands that change how a printer prints, moves or answers, but not what is on the label: they are passed over
 * without a note.
 */
final class Effectless {
    private static final Set<String> NAMES = Set.of(
            "^FX", "^MM", "^MN", "^MT", "^MD", "^MF", "^ML", "^MP", "^PR", "^PF", "^PH", "^PP", "^PS", "^PN", "^JU",
            "^JJ", "^JS", "^JT", "^JB", "^JZ", "^JH", "^JI", "^KD", "^KL", "^KN", "^KP", "^MA", "^MI", "^MW", "^NI",
            "^NS", "^SC", "^SE", "^SI", "^SL", "^SO", "^SP", "^SQ", "^SR", "^SS", "^ST", "^SZ", "^TO", "^XB", "^XS",
            "^ZZ", "^HH", "^HV", "^HW", "^HY", "^HZ", "^CN", "^CP", "^CV", "^EG", "^ID", "^RS", "^RB", "^CC", "^CT",
            "^CD", "~CC", "~CT", "~CD", "~JS", "~TA", "~SD", "~HI", "~HM", "~HS", "~HQ", "~JA", "~JC", "~JD", "~JE",
            "~JF", "~JG", "~JL", "~JO", "~JP", "~JR", "~JX", "~KB", "~PH", "~PP", "~PR", "~PS", "~PL", "~RO", "~WC",
            "~WQ", "~EG");

    private Effectless() {}

    static boolean is(String name) {
        return NAMES.contains(name);
    }
}
