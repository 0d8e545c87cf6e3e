package io.caravanserai.intake;

import java.util.ArrayList;
import java.util.List;

/** A carrier's proof of one body: the header or query parameter that matters, and headers beside it. */
record WebhookProof(String name, String value, List<String> beside) {
    WebhookProof(String name, String value) {
        this(name, value, List.of());
    }

    boolean inQuery() {
        return name.startsWith("?");
    }

    WebhookProof withName(String other) {
        return new WebhookProof(other, value, beside);
    }

    WebhookProof withValue(String other) {
        return new WebhookProof(name, other, beside);
    }

    WebhookProof withBeside(List<String> other) {
        return new WebhookProof(name, value, other);
    }

    /** The same proof twice in one call. */
    WebhookProof doubled() {
        return withValue(
                inQuery() ? value + "&" + name.substring(1) + "=" + value : value + "\r\n" + name + ": " + value);
    }

    WebhookProof besideTwice() {
        List<String> twice = new ArrayList<>(beside);
        twice.addAll(beside);
        return withBeside(twice);
    }
}
