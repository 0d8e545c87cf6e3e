package io.caravanserai.delivery;

import io.caravanserai.http.HttpAnswer;
import io.caravanserai.http.HttpCall;
import io.caravanserai.http.HttpProblem;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The calls under {@code /accounts/{account_number}/webhooks/{kind}/subscriptions}. */
public final class SubscriptionApi {
    /** Active subscriptions of one kind an account may have: each event is sent once to each. */
    static final int MOST_SUBSCRIPTIONS = 50;

    private final CallerAccount caller;
    private final SubscriptionStore store;
    private final TargetCheck targets;
    private final Set<String> milestones;
    private final Consumer<String> changed;

    /**
     * @param milestones the milestones a filter may name; empty to take any word
     * @param changed told the id of a subscription that is not as it was
     */
    public SubscriptionApi(
            CallerAccount caller,
            SubscriptionStore store,
            TargetPolicy policy,
            Set<String> milestones,
            Consumer<String> changed) {
        this.caller = caller;
        this.store = store;
        this.targets = new TargetCheck(policy);
        this.milestones = Set.copyOf(milestones);
        this.changed = changed;
    }

    /** {@code POST .../subscriptions}: 201 with the secret, which is not shown again. */
    public HttpAnswer create(HttpCall call) {
        String account = caller.owning(call);
        Subscription.Kind kind = kind(call);
        SubscriptionRequest request = SubscriptionRequest.parse(call.body(), kind, milestones);
        targets.check(request);
        return store.create(account, kind, request, MOST_SUBSCRIPTIONS)
                .map(made -> HttpAnswer.json(201, SubscriptionView.withSecret(made)))
                .orElseThrow(SubscriptionApi::tooMany);
    }

    /** {@code GET .../subscriptions}: all but deleted ones, without secrets. */
    public HttpAnswer list(HttpCall call) {
        String account = caller.owning(call);
        return HttpAnswer.json(
                200,
                store.list(account, kind(call)).stream()
                        .map(SubscriptionView::of)
                        .toList());
    }

    /** {@code DELETE .../subscriptions/{id}}: 204; what waits for it is cancelled. */
    public HttpAnswer delete(HttpCall call) {
        String account = caller.owning(call);
        String id = call.pathParam("id");
        if (!store.delete(account, kind(call), id)) {
            throw unknown();
        }
        changed.accept(id);
        return HttpAnswer.empty(204);
    }

    /**
     * {@code PATCH .../subscriptions/{id}}: 200 with the subscription as it is served from now on, also what waits.
     */
    public HttpAnswer change(HttpCall call) {
        String account = caller.owning(call);
        Subscription.Kind kind = kind(call);
        String id = call.pathParam("id");
        Subscription before = store.find(account, kind, id).orElseThrow(SubscriptionApi::unknown);
        SubscriptionRequest request = SubscriptionRequest.change(call.body(), before, milestones);
        targets.check(request);
        Subscription now = store.change(account, kind, id, request).orElseThrow(SubscriptionApi::unknown);
        changed.accept(id);
        return HttpAnswer.json(200, SubscriptionView.of(now));
    }

    /**
     * {@code POST .../subscriptions/{id}/enable}: 200 with the subscription, which is served from the next event on,
     * also when it was before; what was cancelled or died while it was disabled can be replayed.
     */
    public HttpAnswer enable(HttpCall call) {
        Subscription now = store.enable(caller.owning(call), kind(call), call.pathParam("id"), MOST_SUBSCRIPTIONS)
                .orElseThrow(SubscriptionApi::unknown);
        if (now.status() != Subscription.Status.ACTIVE) {
            throw tooMany();
        }
        changed.accept(now.id());
        return HttpAnswer.json(200, SubscriptionView.of(now));
    }

    /**
     * {@code POST .../subscriptions/{id}/rotate}, optionally with {@code {"secret"}}: 200 with the new secret; until
     * {@code previous_secret_until_utc} messages carry a signature by each.
     */
    public HttpAnswer rotate(HttpCall call) {
        String account = caller.owning(call);
        WebhookSecret secret = SubscriptionRequest.parseSecret(call.body());
        Subscription rotated =
                store.rotate(account, kind(call), call.pathParam("id"), secret).orElseThrow(SubscriptionApi::unknown);
        changed.accept(rotated.id());
        Map<String, @Nullable Object> answer = SubscriptionView.withSecret(rotated);
        answer.put(
                "previous_secret_until_utc",
                Instant.ofEpochMilli(rotated.oldSecretUntil()).toString());
        return HttpAnswer.json(200, answer);
    }

    private static Subscription.Kind kind(HttpCall call) {
        try {
            return Subscription.Kind.of(call.pathParam("kind"));
        } catch (IllegalArgumentException e) {
            throw HttpProblem.of(404, "There are webhooks of kind shipment and tracking only.");
        }
    }

    private static HttpProblem tooMany() {
        return HttpProblem.of(
                409, "The account has " + MOST_SUBSCRIPTIONS + " subscriptions of this kind: delete one first.");
    }

    private static HttpProblem unknown() {
        return HttpProblem.of(404, "The account has no such subscription.");
    }
}
