package io.caravanserai.address;

import io.caravanserai.mapping.Suggest;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Holds an address to the rules of its country. Whether the place exists is not known here. */
public final class AddressCheck {
    private AddressCheck() {}

    /** Every fault of the address, empty when it is good or its country has no rule. */
    public static List<AddressFault> check(Address address, AddressRules rules) {
        List<AddressFault> faults = new ArrayList<>();
        rules.of(address.get(AddressField.COUNTRY)).ifPresent(rule -> {
            postalCode(address, rule, faults);
            state(address, rule, faults);
        });
        return faults;
    }

    private static void postalCode(Address address, CountryRule rule, List<AddressFault> faults) {
        rule.postalFormat().ifPresent(format -> {
            String code = address.get(AddressField.POSTAL_CODE);
            String like = "; a right one looks like " + format.example();
            if (code.isBlank() && rule.postalCodeRequired()) {
                faults.add(
                        new AddressFault(AddressField.POSTAL_CODE, "missing", "is required in " + rule.name() + like));
            } else if (!code.isBlank() && !format.accepts(code)) {
                String meant = format.normalise(code)
                        .map(right -> "; did you mean '" + right + "'?")
                        .orElse(like);
                faults.add(new AddressFault(
                        AddressField.POSTAL_CODE,
                        "value",
                        "is no postal code as " + rule.name() + " has them" + meant));
            }
        });
    }

    private static void state(Address address, CountryRule rule, List<AddressFault> faults) {
        if (!rule.needsState(address)) {
            return;
        }
        String state = address.get(AddressField.STATE);
        if (state.isBlank()) {
            faults.add(new AddressFault(AddressField.STATE, "missing", "is required in " + rule.name() + known(rule)));
        } else if (!rule.regions().isEmpty() && rule.regions().find(state).isEmpty()) {
            faults.add(new AddressFault(
                    AddressField.STATE, "value", "is no sub-region of " + rule.name() + meant(state, rule)));
        }
    }

    private static String meant(String state, CountryRule rule) {
        return Suggest.closest(
                        state,
                        rule.regions().all().stream()
                                .flatMap(region -> Stream.of(region.code(), region.name()))
                                .toList())
                .flatMap(rule.regions()::find)
                .map(region -> "; did you mean " + region.shown() + "?")
                .orElseGet(() -> known(rule));
    }

    /** A few that are right, so that the form is seen. */
    private static String known(CountryRule rule) {
        return rule.regions().isEmpty()
                ? ""
                : rule.regions().all().stream()
                        .limit(3)
                        .map(Regions.Region::shown)
                        .collect(Collectors.joining(", ", "; right ones are ", " ..."));
    }
}
