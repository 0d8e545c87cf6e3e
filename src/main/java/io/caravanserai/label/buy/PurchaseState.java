package io.caravanserai.label.buy;

/** How far a purchase is. */
public sealed interface PurchaseState {
    /** As the store keeps it. */
    String word();

    /** Nothing is bought and no call is under way. */
    record Queued() implements PurchaseState {
        @Override
        public String word() {
            return "queued";
        }
    }

    /** The call that buys is about to be made or under way; durable before it is made. */
    record Requesting() implements PurchaseState {
        @Override
        public String word() {
            return "requesting";
        }
    }

    /**
     * Whether the label was bought is not known; it is looked up by our reference.
     *
     * @param since when the call ended or its node was lost, milliseconds since 1970
     */
    record Unknown(long since) implements PurchaseState {
        @Override
        public String word() {
            return "unknown";
        }
    }

    /** Bought, but not every document is there: it is fetched, never bought again. */
    record Undocumented() implements PurchaseState {
        @Override
        public String word() {
            return "undocumented";
        }
    }

    /** Bought, but cancelled meanwhile or later: it is given back. */
    record Voiding() implements PurchaseState {
        @Override
        public String word() {
            return "voiding";
        }
    }

    /** Bought, with every document. */
    record Made() implements PurchaseState {
        @Override
        public String word() {
            return "made";
        }
    }

    /** There is no label, and nothing more is tried. */
    record Failed(LabelFailure failure) implements PurchaseState {
        @Override
        public String word() {
            return "failed";
        }
    }

    /** Nobody wants the label, and none is bought. */
    record Cancelled() implements PurchaseState {
        @Override
        public String word() {
            return "cancelled";
        }
    }

    /** Whether nothing more happens. */
    default boolean isTerminal() {
        return this instanceof Made || this instanceof Failed || this instanceof Cancelled;
    }
}
