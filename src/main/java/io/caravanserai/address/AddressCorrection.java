package io.caravanserai.address;

import io.caravanserai.address.CountryRule.StateNeed;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Corrects what leaves no doubt: spelling of postal codes, fields that were exchanged, names where codes belong. What is
 * wrong beyond that stays as it is. Doing it again changes nothing.
 */
public final class AddressCorrection {
    private AddressCorrection() {}

    /** One attempt; the result may still have faults, which {@link AddressCheck} names. */
    public static Correction correct(Address written, AddressRules rules) {
        Address inCountry = country(written, rules);
        Address corrected = rules.of(inCountry.get(AddressField.COUNTRY))
                .map(rule -> state(postalCode(inCountry, rule), rule))
                .orElse(inCountry);
        List<Correction.Change> changes = Arrays.stream(AddressField.values())
                .filter(field -> !written.get(field).equals(corrected.get(field)))
                .map(field -> new Correction.Change(field, written.get(field), corrected.get(field)))
                .toList();
        return new Correction(corrected, changes);
    }

    private static Address country(Address address, AddressRules rules) {
        String country = address.get(AddressField.COUNTRY);
        return rules.countries().isCode(country)
                ? address
                : rules.countries()
                        .alpha2(country)
                        .map(code -> address.with(AddressField.COUNTRY, code))
                        .orElse(address);
    }

    private static Address postalCode(Address address, CountryRule rule) {
        return rule.postalFormat()
                .flatMap(format -> Stream.of(
                                format.normalise(address.get(AddressField.POSTAL_CODE))
                                        .map(code -> address.with(AddressField.POSTAL_CODE, code)),
                                exchanged(address, format),
                                codeBesideCity(address, format))
                        .flatMap(Optional::stream)
                        .findFirst())
                .orElse(address);
    }

    /** The city stands where the code belongs, and the code where the city does. */
    private static Optional<Address> exchanged(Address address, PostalFormat format) {
        String city = address.get(AddressField.POSTAL_CODE);
        return city.chars().noneMatch(Character::isLetter)
                ? Optional.empty()
                : code(address.get(AddressField.CITY), format).map(code -> address.with(AddressField.POSTAL_CODE, code)
                        .with(AddressField.CITY, city.strip()));
    }

    /** The code stands before or behind the city, as on an envelope, and its own field is empty. */
    private static Optional<Address> codeBesideCity(Address address, PostalFormat format) {
        if (!address.lacks(AddressField.POSTAL_CODE)) {
            return Optional.empty();
        }
        List<String> words = List.of(address.get(AddressField.CITY).strip().split("[\\s,]+"));
        return Stream.of(1, 2)
                .filter(length -> length < words.size())
                .flatMap(length -> Stream.of(
                        split(address, format, words.subList(0, length), words.subList(length, words.size())),
                        split(
                                address,
                                format,
                                words.subList(words.size() - length, words.size()),
                                words.subList(0, words.size() - length))))
                .flatMap(Optional::stream)
                .findFirst();
    }

    private static Optional<Address> split(Address address, PostalFormat format, List<String> code, List<String> city) {
        String name = String.join(" ", city);
        boolean isName =
                name.chars().anyMatch(Character::isLetter) && name.chars().noneMatch(Character::isDigit);
        return isName
                ? code(String.join(" ", code), format).map(right -> address.with(AddressField.POSTAL_CODE, right)
                        .with(AddressField.CITY, name))
                : Optional.empty();
    }

    /** A postal code that somebody put elsewhere; without a digit it may as well be a name. */
    private static Optional<String> code(String text, PostalFormat format) {
        return text.chars().anyMatch(Character::isDigit) ? format.normalise(text) : Optional.empty();
    }

    private static Address state(Address address, CountryRule rule) {
        if (rule.stateNeed() == StateNeed.NEVER && !rule.stateAsCode()) {
            return address;
        }
        Address placed = stateInSuburb(address, rule);
        return rule.stateAsCode()
                ? rule.regions()
                        .find(placed.get(AddressField.STATE))
                        .map(region -> placed.with(AddressField.STATE, region.code()))
                        .orElse(placed)
                : placed;
    }

    private static Address stateInSuburb(Address address, CountryRule rule) {
        String state = address.get(AddressField.STATE);
        String suburb = address.get(AddressField.SUBURB);
        boolean isExchanged = rule.regions().find(state).isEmpty()
                && rule.regions().find(suburb).isPresent();
        return isExchanged ? address.with(AddressField.STATE, suburb).with(AddressField.SUBURB, state) : address;
    }
}
