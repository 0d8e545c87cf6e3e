package io.caravanserai.label.buy;

/** The calls a purchase is made of. */
public enum LabelStep {
    /** Buys a label under our reference. */
    BUY,
    /** Asks by our reference whether it was bought. */
    FIND,
    /** Asks again for the document of a label that was bought. */
    FETCH,
    /** Gives back a label that nobody wants any more. */
    CANCEL
}
