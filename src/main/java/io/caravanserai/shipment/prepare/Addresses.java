package io.caravanserai.shipment.prepare;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.caravanserai.address.Address;
import io.caravanserai.address.AddressCheck;
import io.caravanserai.address.AddressCorrection;
import io.caravanserai.address.AddressFault;
import io.caravanserai.address.AddressRules;
import io.caravanserai.address.Correction;
import io.caravanserai.http.Faults;
import io.caravanserai.http.HttpAnswer.FieldFault;
import java.util.ArrayList;
import java.util.List;

/** The addresses of a request: corrected where the customer asks for it, and held to the rules of their countries. */
final class Addresses {
    static final String CORRECTION = "address_correction";
    private static final List<String> ROLES = List.of("from_address", "to_address", "undeliverable_address");

    private Addresses() {}

    /** Corrects what leaves no doubt; the request need not have been checked before. */
    static void correct(JsonNode body, AddressRules rules, Report report) {
        for (String role : ROLES) {
            if (at(body, role) instanceof ObjectNode address) {
                for (Correction.Change change :
                        AddressCorrection.correct(read(address), rules).changes()) {
                    String field = change.field().key();
                    JsonNode to = change.to().isEmpty() ? NullNode.getInstance() : TextNode.valueOf(change.to());
                    report.changed(CORRECTION, loc(role, field), address.path(field), to);
                    address.set(field, to);
                }
            }
        }
    }

    /** Every fault of the addresses of a request that its schema allows. */
    static List<FieldFault> faults(JsonNode body, AddressRules rules) {
        List<FieldFault> faults = new ArrayList<>();
        for (String role : ROLES) {
            if (at(body, role) instanceof ObjectNode address) {
                for (AddressFault fault : AddressCheck.check(read(address), rules)) {
                    faults.add(Faults.at(loc(role, fault.field().key()), fault.type(), fault.message()));
                }
            }
        }
        return faults;
    }

    private static JsonNode at(JsonNode body, String role) {
        return body.path("shipment").path("addresses").path(role);
    }

    private static List<Object> loc(String role, String field) {
        return Faults.loc("shipment", "addresses", role, field);
    }

    private static Address read(ObjectNode address) {
        return Address.read(key -> {
            String text = address.path(key).textValue();
            return text == null ? "" : text;
        });
    }
}
