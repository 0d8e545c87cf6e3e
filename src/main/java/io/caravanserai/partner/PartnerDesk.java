package io.caravanserai.partner;

import io.caravanserai.delivery.EndpointView;
import io.caravanserai.delivery.Endpoints;
import io.caravanserai.delivery.ShipmentDeliveries.Told;
import io.caravanserai.http.HttpProblem;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What operators see of partners and do with them; problems are told in the operator's words. */
public final class PartnerDesk {
    private final CarrierPartners carriers;
    private final CustomerPartners customers;
    private final PartnerActions actions;
    private final Endpoints endpoints;

    PartnerDesk(CarrierPartners carriers, CustomerPartners customers, PartnerActions actions, Endpoints endpoints) {
        this.carriers = carriers;
        this.customers = customers;
        this.actions = actions;
        this.endpoints = endpoints;
    }

    /** A carrier or a customer. */
    public enum Kind {
        CARRIER,
        CUSTOMER;

        /** @throws HttpProblem 404 for another word */
        public static Kind of(String word) {
            return switch (word) {
                case "carrier" -> CARRIER;
                case "customer" -> CUSTOMER;
                default -> throw HttpProblem.of(404, "A partner is a carrier or a customer.");
            };
        }
    }

    /**
     * Which part of a partner is meant.
     *
     * @param route the only route, or empty
     * @param subscription the only subscription of a customer, or empty
     */
    public record Part(String route, String subscription) {
        /** All of the partner. */
        public static final Part ALL = new Part("", "");
    }

    /** A page of customers; {@code next} is null on the last. */
    public record Customers(List<CustomerPartner.Line> customers, @Nullable String next) {
        public Customers {
            customers = List.copyOf(customers);
        }
    }

    /** The carriers whose names hold these words. */
    public List<CarrierPartner> carriers(String words) {
        return carriers.all().stream()
                .filter(carrier -> carrier.id().contains(words.strip()))
                .toList();
    }

    /**
     * A page of customers by account number.
     *
     * @param words a part of the name or of the number
     * @param after the {@code next} of the page before; empty for the first
     */
    public Customers customers(String words, String after, int limit) {
        List<CustomerPartner.Line> found = customers.page(words, after, limit + 1);
        boolean more = found.size() > limit;
        List<CustomerPartner.Line> page = more ? found.subList(0, limit) : found;
        return new Customers(page, more ? page.get(limit - 1).id() : null);
    }

    /** @throws HttpProblem 404 when there is none */
    public CarrierPartner carrier(String id) {
        return carriers.of(id)
                .orElseThrow(
                        () -> HttpProblem.of(404, "There is no carrier " + id + "; GET /admin/partners lists them."));
    }

    /** @throws HttpProblem 404 when there is none */
    public CustomerPartner customer(String id) {
        return customers
                .of(id)
                .orElseThrow(
                        () -> HttpProblem.of(404, "There is no account " + id + "; GET /admin/partners lists them."));
    }

    /**
     * What was set going.
     *
     * @param numbers tracking numbers that are due now
     * @param routes that look at their servers at once
     * @param busy routes that were at it already
     */
    public record Polled(long numbers, List<String> routes, List<String> busy) {
        public Polled {
            routes = List.copyOf(routes);
            busy = List.copyOf(busy);
        }
    }

    /**
     * Has a carrier asked, and its files fetched, at once.
     *
     * @throws HttpProblem 404, 409 when nothing of it is polled
     */
    public Polled poll(String carrier) {
        return actions.poll(carrier(carrier));
    }

    /**
     * Pauses the part, or all of the partner that may be paused; what is paused now.
     *
     * @throws HttpProblem 404, 409 when nothing of it may be paused
     */
    public List<String> pause(Kind kind, String id, Part part, String reason) {
        if (kind == Kind.CARRIER) {
            return actions.pauseRoutes(carrier(id).routes(), part.route(), reason);
        }
        CustomerPartner customer = customer(id);
        List<String> paused = new ArrayList<>();
        if (part.route().isEmpty()) {
            paused.addAll(actions.pauseEndpoints(customer.endpoints(), part.subscription(), reason));
        }
        if (meansRoutes(customer, part)) {
            paused.addAll(actions.pauseRoutes(customer.routes(), part.route(), reason));
        }
        return paused;
    }

    /**
     * Ends pauses; what was paused.
     *
     * @throws HttpProblem 404
     */
    public List<String> resume(Kind kind, String id, Part part) {
        if (kind == Kind.CARRIER) {
            return actions.resumeRoutes(carrier(id).routes(), part.route());
        }
        CustomerPartner customer = customer(id);
        List<String> resumed = new ArrayList<>();
        if (part.route().isEmpty()) {
            resumed.addAll(actions.resumeEndpoints(customer.endpoints(), part.subscription()));
        }
        if (meansRoutes(customer, part)) {
            resumed.addAll(actions.resumeRoutes(customer.routes(), part.route()));
        }
        return resumed;
    }

    private static boolean meansRoutes(CustomerPartner customer, Part part) {
        return part.subscription().isEmpty()
                && (!part.route().isEmpty() || !customer.routes().isEmpty());
    }

    /**
     * Sends a customer's endpoints a message that is marked as a test; the message's id by subscription.
     *
     * @param subscription the only one, or empty for all
     * @throws HttpProblem 404, 409 when one is not served
     */
    public Map<String, String> test(String account, String subscription) {
        CustomerPartner customer = customer(account);
        Map<String, String> sent = new LinkedHashMap<>();
        for (EndpointView endpoint : meant(customer, subscription)) {
            sent.put(endpoint.id(), actions.test(account, endpoint));
        }
        return sent;
    }

    /**
     * Gives a subscription a new secret, which is shown only here.
     *
     * @param subscription may be empty where the customer has one
     * @throws HttpProblem 404, 409, 422
     */
    public Endpoints.Rotated rotate(String account, String subscription) {
        List<EndpointView> meant = meant(customer(account), subscription);
        if (meant.size() > 1) {
            throw HttpProblem.of(422, "The account has several subscriptions: name one.");
        }
        return endpoints.rotate(account, meant.get(0).id()).orElseThrow();
    }

    /** @throws HttpProblem 404 when no such message is kept */
    public Told delivery(String id) {
        return endpoints.delivery(id).orElseThrow(() -> HttpProblem.of(404, "No message of this id is kept."));
    }

    private static List<EndpointView> meant(CustomerPartner customer, String one) {
        List<String> ids = PartnerActions.endpointIds(customer.endpoints(), one);
        if (ids.isEmpty()) {
            throw HttpProblem.of(409, "The account has no subscription: it is not told by webhook.");
        }
        return customer.endpoints().stream()
                .filter(endpoint -> ids.contains(endpoint.id()))
                .toList();
    }
}
