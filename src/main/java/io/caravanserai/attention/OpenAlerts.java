package io.caravanserai.attention;

import io.caravanserai.alert.AlertKind;
import io.caravanserai.alert.Alerts;
import io.caravanserai.store.Database;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Alerts that last: host keys that changed, polls that fail, files that are stuck and whatever else was raised. */
final class OpenAlerts implements Matters {
    private static final Set<String> OF_ENDPOINTS = Stream.of(
                    AlertKind.ENDPOINT_GONE, AlertKind.ENDPOINT_FAILING, AlertKind.ENDPOINT_DISABLED)
            .map(AlertKind::word)
            .collect(Collectors.toSet());

    private final Alerts alerts;
    private final Database database;
    private final FailingEndpoints endpoints;

    /** @param endpoints what is told of these is not told twice */
    OpenAlerts(Alerts alerts, Database database, FailingEndpoints endpoints) {
        this.alerts = alerts;
        this.database = database;
        this.endpoints = endpoints;
    }

    @Override
    public Kind kind() {
        return Kind.ALERT;
    }

    @Override
    public long count() {
        return Math.min(COUNTED, Math.max(0, alerts.open() - endpoints.alerts().size()));
    }

    /** There is one of each kind and subject, so all that come before are passed over here. */
    @Override
    public List<Listed> list(int limit, String before) {
        Set<String> told = endpoints.alerts();
        List<Alerts.Alert> open = alerts.list(true, COUNTED + told.size());
        int from = 0;
        while (!before.isEmpty() && from < open.size() && !id(open.get(from)).equals(before)) {
            from++;
        }
        List<Alerts.Alert> page = open.stream()
                .skip(before.isEmpty() ? 0 : from + 1L)
                .filter(alert -> !told.contains(id(alert)))
                .limit(limit)
                .toList();
        Map<String, Customer> customers = Customer.ofSubscriptions(
                database,
                page.stream()
                        .filter(OpenAlerts::isOfEndpoint)
                        .map(Alerts.Alert::subject)
                        .toList());
        return page.stream()
                .map(alert -> new Listed(
                        matter(alert, isOfEndpoint(alert) ? customers.get(alert.subject()) : null), id(alert)))
                .toList();
    }

    private static String id(Alerts.Alert alert) {
        return String.valueOf(alert.id());
    }

    private static boolean isOfEndpoint(Alerts.Alert alert) {
        return OF_ENDPOINTS.contains(alert.kind());
    }

    private Matter matter(Alerts.Alert alert, @Nullable Customer customer) {
        Optional<AlertKind> kind = Arrays.stream(AlertKind.values())
                .filter(known -> known.word().equals(alert.kind()))
                .findFirst();
        Map<String, String> details = new HashMap<>(customer == null ? Map.of() : customer.details());
        details.put("alert", alert.kind());
        details.put("subject", alert.subject());
        return new Matter(
                kind(),
                id(alert),
                customer == null ? alert.subject() : customer.name(),
                kind.map(OpenAlerts::title).orElse("Something needs a person.") + " " + alert.words(),
                kind.map(OpenAlerts::means).orElse(""),
                kind.map(OpenAlerts::todo).orElse("Discard this once it is seen to."),
                Instant.ofEpochMilli(alert.raisedAt()),
                Instant.ofEpochMilli(alert.lastAt()),
                alert.times(),
                details);
    }

    private static String title(AlertKind kind) {
        return switch (kind) {
            case ENDPOINT_GONE -> "A customer's endpoint says that it is gone for good.";
            case ENDPOINT_FAILING -> "A customer's endpoint has failed for days.";
            case ENDPOINT_DISABLED -> "A customer's endpoint has failed for too long.";
            case HOST_KEY -> "A server shows another host key than the one that is trusted.";
            case ROUTE_DOWN -> "A carrier's server cannot be polled.";
            case POLL_DEAD -> "A poll hangs or has stopped.";
            case FILE_STUCK -> "A file cannot be taken, however often it is tried.";
            case MAILBOX_FULL -> "A partner's mailbox is full.";
            case MAILBOX_LOGIN -> "Somebody tries passwords or keys at the mailbox.";
            case CERTIFICATE -> "A certificate of the hub needs you.";
        };
    }

    private static String means(AlertKind kind) {
        return switch (kind) {
            case ENDPOINT_GONE, ENDPOINT_DISABLED ->
                "Nothing is sent there any more, until the customer enables it again.";
            case ENDPOINT_FAILING -> "It will be called no more if that goes on.";
            case HOST_KEY -> "Nothing is fetched from there: somebody may stand between you and the partner.";
            case ROUTE_DOWN, POLL_DEAD -> "No news comes from there; what lies there waits and is not lost.";
            case FILE_STUCK -> "That file is not read; others from there go on.";
            case MAILBOX_FULL -> "The partner's uploads are refused until there is room.";
            case MAILBOX_LOGIN -> "Their answers are slowed down; partners go on.";
            case CERTIFICATE -> "The one from before is shown as long as it is good.";
        };
    }

    private static String todo(AlertKind kind) {
        return switch (kind) {
            case ENDPOINT_GONE, ENDPOINT_FAILING, ENDPOINT_DISABLED -> "Tell the customer; then discard this.";
            case HOST_KEY ->
                "Ask the partner by another way whether the key was changed. Only then trust the new one in known_hosts.";
            case ROUTE_DOWN, POLL_DEAD ->
                "Look whether the server, the address and the login are right. It ends by itself.";
            case FILE_STUCK -> "Move the file away or mend its rights on the partner's server, or ask the partner to.";
            case MAILBOX_FULL -> "Give the mailbox a larger quota, or ask the partner to fetch its files.";
            case MAILBOX_LOGIN -> "Close the address out at the firewall if it goes on; then discard this.";
            case CERTIFICATE -> "Put good files there; they are taken up within seconds.";
        };
    }
}
