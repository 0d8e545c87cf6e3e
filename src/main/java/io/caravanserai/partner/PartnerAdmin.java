package io.caravanserai.partner;

import com.fasterxml.jackson.databind.JsonNode;
import io.caravanserai.delivery.EndpointView;
import io.caravanserai.delivery.Endpoints;
import io.caravanserai.http.HttpAnswer;
import io.caravanserai.http.HttpCall;
import io.caravanserai.http.HttpProblem;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The calls by which operators look at partners and act on them. */
public final class PartnerAdmin {
    private static final String EXAMPLE = "send {\"route\": \"carrier-in-acme-sftp\"} or {\"subscription\": \"<id>\"}";
    private static final int MAX_PAGE = 500;

    private final CarrierPartners carriers;
    private final CustomerPartners customers;
    private final PartnerActions actions;
    private final Endpoints endpoints;

    PartnerAdmin(CarrierPartners carriers, CustomerPartners customers, PartnerActions actions, Endpoints endpoints) {
        this.carriers = carriers;
        this.customers = customers;
        this.actions = actions;
        this.endpoints = endpoints;
    }

    /** A page of customers; {@code next} is null on the last. */
    public record Customers(List<CustomerPartner.Line> customers, @Nullable String next) {
        public Customers {
            customers = List.copyOf(customers);
        }
    }

    /**
     * {@code GET /admin/partners?q=&limit=50&after=}: 200 {@code {"carriers": [...], "customers": [...], "next"}}; the
     * carriers are on the first page only, {@code q} is a part of a name.
     */
    public HttpAnswer list(HttpCall call) {
        Customers page = customers(call);
        Map<String, @Nullable Object> answer = new LinkedHashMap<>();
        answer.put("carriers", call.queryParam("after").isPresent() ? List.of() : carriers(call));
        answer.put("customers", page.customers());
        answer.put("next", page.next());
        return HttpAnswer.json(200, answer);
    }

    /** The carriers whose names hold the words asked for. */
    public List<CarrierPartner> carriers(HttpCall call) {
        String words = call.queryParam("q").orElse("").strip();
        return carriers.all().stream()
                .filter(carrier -> carrier.id().contains(words))
                .toList();
    }

    /** A page of the customers asked for. */
    public Customers customers(HttpCall call) {
        int limit = (int) call.queryNumber("limit", 50, MAX_PAGE);
        List<CustomerPartner.Line> found = customers.page(
                call.queryParam("q").orElse(""), call.queryParam("after").orElse(""), limit + 1);
        boolean more = found.size() > limit;
        List<CustomerPartner.Line> page = more ? found.subList(0, limit) : found;
        return new Customers(page, more ? page.get(limit - 1).id() : null);
    }

    /** {@code GET /admin/partners/{kind}/{id}}: 200 with the carrier or the customer; 404. */
    public HttpAnswer get(HttpCall call) {
        return HttpAnswer.json(200, isCarrier(call) ? carrier(call) : customer(call));
    }

    /** @throws HttpProblem 404 when there is none */
    public CarrierPartner carrier(HttpCall call) {
        String id = call.pathParam("id");
        return carriers.of(id)
                .orElseThrow(
                        () -> HttpProblem.of(404, "There is no carrier " + id + "; GET /admin/partners lists them."));
    }

    /** @throws HttpProblem 404 when there is none */
    public CustomerPartner customer(HttpCall call) {
        String id = call.pathParam("id");
        return customers
                .of(id)
                .orElseThrow(
                        () -> HttpProblem.of(404, "There is no account " + id + "; GET /admin/partners lists them."));
    }

    /** @throws HttpProblem 404 for a kind that is neither carrier nor customer */
    public static boolean isCarrier(HttpCall call) {
        return switch (call.pathParam("kind")) {
            case "carrier" -> true;
            case "customer" -> false;
            default -> throw HttpProblem.of(404, "A partner is a carrier or a customer.");
        };
    }

    /**
     * {@code POST /admin/partners/carrier/{id}/poll}: 202 {@code {"numbers", "routes", "busy"}}, what is asked for or
     * fetched at once; 409 when nothing of it is polled.
     */
    public HttpAnswer poll(HttpCall call) {
        return HttpAnswer.json(202, actions.poll(carrier(call)));
    }

    /**
     * {@code POST /admin/partners/{kind}/{id}/pause {route?, subscription?, reason?}}: 200 {@code {"paused": [...]}}, the
     * routes and subscriptions that are paused now: the one named, else all that may be.
     */
    public HttpAnswer pause(HttpCall call) {
        Asked asked = asked(call);
        List<String> paused = new ArrayList<>();
        if (isCarrier(call)) {
            paused.addAll(actions.pauseRoutes(carrier(call).routes(), asked.route(), asked.reason()));
        } else {
            CustomerPartner customer = customer(call);
            if (asked.route().isEmpty()) {
                paused.addAll(actions.pauseEndpoints(customer.endpoints(), asked.subscription(), asked.reason()));
            }
            if (asked.subscription().isEmpty()
                    && !(asked.route().isEmpty() && customer.routes().isEmpty())) {
                paused.addAll(actions.pauseRoutes(customer.routes(), asked.route(), asked.reason()));
            }
        }
        return HttpAnswer.json(200, Map.of("paused", paused));
    }

    /** {@code POST /admin/partners/{kind}/{id}/resume {route?, subscription?}}: 200 {@code {"resumed": [...]}}. */
    public HttpAnswer resume(HttpCall call) {
        Asked asked = asked(call);
        List<String> resumed = new ArrayList<>();
        if (isCarrier(call)) {
            resumed.addAll(actions.resumeRoutes(carrier(call).routes(), asked.route()));
        } else {
            CustomerPartner customer = customer(call);
            if (asked.route().isEmpty()) {
                resumed.addAll(actions.resumeEndpoints(customer.endpoints(), asked.subscription()));
            }
            if (asked.subscription().isEmpty()
                    && !(asked.route().isEmpty() && customer.routes().isEmpty())) {
                resumed.addAll(actions.resumeRoutes(customer.routes(), asked.route()));
            }
        }
        return HttpAnswer.json(200, Map.of("resumed", resumed));
    }

    /**
     * {@code POST /admin/partners/customer/{id}/test {subscription?}}: 202 {@code {"sent": [{subscription, delivery}]}};
     * {@code GET /admin/deliveries/{delivery}} tells what came of it.
     */
    public HttpAnswer test(HttpCall call) {
        CustomerPartner customer = onlyCustomer(call);
        List<Map<String, String>> sent = new ArrayList<>();
        for (EndpointView endpoint : meant(customer, asked(call).subscription())) {
            sent.add(Map.of(
                    "subscription",
                    endpoint.id(),
                    "delivery",
                    actions.test(customer.account().id(), endpoint)));
        }
        return HttpAnswer.json(202, Map.of("sent", sent));
    }

    /**
     * {@code POST /admin/partners/customer/{id}/rotate {subscription}}: 200 {@code {"id", "secret",
     * "previous_secret_until_utc"}}; the secret is shown only here, and until then messages carry a signature by each.
     */
    public HttpAnswer rotate(HttpCall call) {
        CustomerPartner customer = onlyCustomer(call);
        List<EndpointView> meant = meant(customer, asked(call).subscription());
        if (meant.size() > 1) {
            throw HttpProblem.of(422, "The account has several subscriptions; name one: " + EXAMPLE + ".");
        }
        return HttpAnswer.json(
                200,
                endpoints.rotate(customer.account().id(), meant.get(0).id()).orElseThrow());
    }

    /** {@code GET /admin/deliveries/{id}}: 200 with a message to a customer and every attempt; 404. */
    public HttpAnswer delivery(HttpCall call) {
        return HttpAnswer.json(
                200,
                endpoints
                        .delivery(call.pathParam("id"))
                        .orElseThrow(() -> HttpProblem.of(404, "No message of this id is kept.")));
    }

    private CustomerPartner onlyCustomer(HttpCall call) {
        if (isCarrier(call)) {
            throw HttpProblem.of(404, "That is for customers: the secrets of carriers are files and variables.");
        }
        return customer(call);
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

    private record Asked(String route, String subscription, String reason) {}

    private static Asked asked(HttpCall call) {
        if (call.body().length == 0) {
            return new Asked("", "", "");
        }
        JsonNode body = call.json(EXAMPLE);
        return new Asked(
                body.path("route").asText(""),
                body.path("subscription").asText(""),
                body.path("reason").asText(""));
    }
}
