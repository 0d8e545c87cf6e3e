package io.caravanserai.label.zpl;

/** How a field is turned; clockwise, as in Zebra's manual under {@code ^FW}. */
enum Turn {
    N(0),
    R(1),
    I(2),
    B(3);

    private final int quarters;

    Turn(int quarters) {
        this.quarters = quarters;
    }

    static Turn of(char letter, Turn absent) {
        return switch (letter) {
            case 'N' -> N;
            case 'R' -> R;
            case 'I' -> I;
            case 'B' -> B;
            default -> absent;
        };
    }

    int quarters() {
        return quarters;
    }
}
