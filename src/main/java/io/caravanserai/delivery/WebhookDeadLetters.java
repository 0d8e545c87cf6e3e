package io.caravanserai.delivery;

import io.caravanserai.deadletter.DeadLetterSource;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Webhooks that no attempt could deliver, among the dead letters of the admin API. */
public final class WebhookDeadLetters implements DeadLetterSource {
    private final DeliveryStore store;

    public WebhookDeadLetters(DeliveryStore store) {
        this.store = store;
    }

    @Override
    public String kind() {
        return "webhook";
    }

    /** A delivery concerns a customer, so asking for a carrier's letters finds none. */
    @Override
    public List<Summary> list(Page page) {
        if (page.carrier() != null) {
            return List.of();
        }
        Cursor before = page.before() == null ? new Cursor(Long.MAX_VALUE, "") : page.before();
        String text = page.text() == null ? null : "%" + escaped(page.text()) + "%";
        return store.dead(page.limit(), before.lastAt(), before.id(), text).stream()
                .map(WebhookDeadLetters::summary)
                .toList();
    }

    @Override
    public Optional<Detail> find(String id) {
        return store.find(null, id)
                .filter(found -> found.line().status().equals("dead"))
                .map(found -> new Detail(summary(found.line()), "application/json", found.body()));
    }

    @Override
    public boolean replay(String id) {
        return switch (store.replay(null, id)) {
            case QUEUED -> true;
            case UNKNOWN -> false;
            case NOT_SERVED ->
                throw new IllegalStateException(
                        "Its subscription is disabled, and the customer must enable it first, or deleted: then discard this.");
        };
    }

    @Override
    public boolean discard(String id) {
        return store.discard(id);
    }

    private static String escaped(String text) {
        return text.toLowerCase(Locale.ROOT)
                .replace("!", "!!")
                .replace("%", "!%")
                .replace("_", "!_");
    }

    private static Summary summary(DeliveryStore.Line line) {
        String reason = line.lastError() == null ? "not delivered" : line.lastError();
        return new Summary(
                line.id(),
                "webhook",
                "",
                reason + " after " + line.attempts() + " attempts",
                line.endpoint(),
                line.id(),
                line.size(),
                line.attempts(),
                line.createdAt(),
                line.updatedAt());
    }
}
