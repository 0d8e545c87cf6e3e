package io.caravanserai.partner;

import io.caravanserai.budget.BudgetStatus;
import io.caravanserai.harmonize.MappingLibrary;
import io.caravanserai.intake.PollStatus;
import io.caravanserai.partner.CarrierPartner.Contact;
import io.caravanserai.store.Database;
import io.caravanserai.store.Sql;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;

/** Reads how carriers stand. */
final class CarrierPartners {
    /** Each by an index, however much there is of it. */
    private static final Map<String, String> SIGNS = Map.of(
            "event", "SELECT MAX(updated_at) FROM tracking_status WHERE carrier_id = ?",
            "file", "SELECT MAX(done_at) FROM file_audit WHERE partner = ?",
            "call", "SELECT MAX(counted_at) FROM call_budget WHERE carrier_id = ?",
            "login", "SELECT last_login_at FROM mailbox WHERE purpose = 'carrier' AND name = ?");

    private final Database database;
    private final Supplier<MappingLibrary> mappings;
    private final RouteLines routes;
    private final Clock clock;

    CarrierPartners(Database database, Supplier<MappingLibrary> mappings, RouteLines routes, Clock clock) {
        this.database = database;
        this.mappings = mappings;
        this.routes = routes;
        this.clock = clock;
    }

    /** Those with a mapping and those that a route names, by name. */
    List<CarrierPartner> all() {
        Set<String> names = new TreeSet<>(mappings.get().carriers());
        routes.facts().byRoute().values().stream()
                .filter(said -> RouteFacts.customer(said).isEmpty())
                .forEach(said -> RouteFacts.carrier(said).ifPresent(names::add));
        // acknowledgements of a customer's files are fetched by a carrier's Kamelet
        routes.facts().byRoute().values().forEach(said -> RouteFacts.customer(said)
                .ifPresent(names::remove));
        return names.stream().map(this::carrier).toList();
    }

    Optional<CarrierPartner> of(String id) {
        return all().stream().filter(carrier -> carrier.id().equals(id)).findFirst();
    }

    private CarrierPartner carrier(String id) {
        List<RouteLine> own =
                routes.which(said -> RouteFacts.carrier(said).filter(id::equals).isPresent()
                        && RouteFacts.customer(said).isEmpty());
        return new CarrierPartner(
                id,
                mappings.get().carrier(id).isPresent(),
                contacts(id),
                own,
                BudgetStatus.of(database, id, clock),
                PollStatus.of(database, id, clock),
                database.read(connection ->
                        Sql.number(connection, "SELECT COUNT(*) FROM unmapped_code WHERE carrier_id = ?", id)));
    }

    private List<Contact> contacts(String id) {
        return database.read(connection -> {
            List<Contact> contacts = new ArrayList<>();
            for (Map.Entry<String, String> sign : SIGNS.entrySet()) {
                long at = Sql.number(connection, sign.getValue(), id);
                if (at > 0) {
                    contacts.add(
                            new Contact(sign.getKey(), Instant.ofEpochMilli(at).toString()));
                }
            }
            contacts.sort(Comparator.comparing(Contact::atUtc).reversed());
            return contacts;
        });
    }
}
