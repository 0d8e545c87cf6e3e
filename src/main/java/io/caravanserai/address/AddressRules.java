package io.caravanserai.address;

import io.caravanserai.mapping.Countries;
import io.caravanserai.mapping.CsvFile;
import io.caravanserai.mapping.MappingException;
import io.caravanserai.mapping.Problems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** How the countries of the world write addresses, read from address-rules.csv and address-regions.csv. */
public final class AddressRules {
    private static final String NEEDS_CODE = "postal_code";
    private static final List<String> NEEDS = List.of(NEEDS_CODE, "state", "region");

    private final Countries countries;
    private final Map<String, CountryRule> rules;

    private AddressRules(Countries countries, Map<String, CountryRule> rules) {
        this.countries = countries;
        this.rules = Map.copyOf(rules);
    }

    /**
     * Reads the two tables; a folder without them knows no rules.
     *
     * @param harmonized the folder edi-mappings/harmonized/
     * @throws MappingException naming file and line of every fault
     */
    public static AddressRules load(Path harmonized, Countries countries) throws MappingException {
        Map<String, Regions> regions = regions(harmonized.resolve("address-regions.csv"));
        Map<String, CountryRule> rules = new HashMap<>();
        Path file = harmonized.resolve("address-rules.csv");
        if (Files.exists(file)) {
            Problems problems = new Problems(file.toString());
            List<String> columns = List.of("country", "required", "state", "postal_code", "example", "prefix");
            for (CsvFile.Line line :
                    CsvFile.read(file, columns, columns, problems).lines()) {
                rule(line, countries, regions, problems)
                        .filter(rule -> rules.put(rule.country(), rule) != null)
                        .ifPresent(rule -> problems.add(
                                line.number(), "the country " + rule.country() + " has a row already; remove one"));
            }
            problems.throwIfAny();
        }
        return new AddressRules(countries, rules);
    }

    private static Optional<CountryRule> rule(
            CsvFile.Line line, Countries countries, Map<String, Regions> regions, Problems problems) {
        String country = line.get("country");
        List<String> needs = words(line.get("required"), " ");
        if (!countries.isCode(country) || country.length() != 2) {
            problems.add(line.number(), "'" + country + "' is no country of ISO 3166-1 alpha-2");
            return Optional.empty();
        }
        if (!NEEDS.containsAll(needs)) {
            problems.add(line.number(), "'" + line.get("required") + "' must be of " + String.join(", ", NEEDS));
        }
        CountryRule.StateNeed state = needs.contains("state")
                ? CountryRule.StateNeed.ALWAYS
                : needs.contains("region") ? CountryRule.StateNeed.UNLESS_CITY : CountryRule.StateNeed.NEVER;
        return Optional.of(new CountryRule(
                country,
                needs.contains(NEEDS_CODE),
                state,
                line.get("state").equals("code"),
                format(line, country, countries, problems),
                regions.getOrDefault(country, new Regions())));
    }

    private static Optional<PostalFormat> format(
            CsvFile.Line line, String country, Countries countries, Problems problems) {
        List<PostalMask> masks = new ArrayList<>();
        try {
            words(line.get("postal_code"), "|").forEach(mask -> masks.add(PostalMask.of(mask)));
        } catch (IllegalArgumentException e) {
            problems.add(line.number(), "the postal code " + e.getMessage());
        }
        if (masks.isEmpty()) {
            return Optional.empty();
        }
        List<String> prefixes = new ArrayList<>(List.of(country));
        countries.alpha3(country).ifPresent(prefixes::add);
        prefixes.addAll(words(line.get("prefix"), " "));
        PostalFormat format = new PostalFormat(masks, line.get("example"), prefixes);
        if (!format.accepts(format.example())) {
            problems.add(line.number(), "the example '" + format.example() + "' fits none of the forms");
        }
        return Optional.of(format);
    }

    private static Map<String, Regions> regions(Path file) throws MappingException {
        Map<String, Regions> regions = new HashMap<>();
        if (Files.exists(file)) {
            Problems problems = new Problems(file.toString());
            List<String> columns = List.of("country", "code", "name", "also");
            for (CsvFile.Line line :
                    CsvFile.read(file, columns, columns, problems).lines()) {
                boolean added = regions.computeIfAbsent(line.get("country"), country -> new Regions())
                        .add(new Regions.Region(line.get("code"), line.get("name")), words(line.get("also"), "|"));
                if (!added) {
                    problems.add(line.number(), "the region " + line.get("code") + " has a row already; remove one");
                }
            }
            problems.throwIfAny();
        }
        return regions;
    }

    private static List<String> words(String text, String separator) {
        return Arrays.stream(text.split(Pattern.quote(separator), -1))
                .filter(word -> !word.isBlank())
                .toList();
    }

    Countries countries() {
        return countries;
    }

    /** The rule of a country, by code or name; empty when there is none. */
    Optional<CountryRule> of(String country) {
        return countries.alpha2(country).map(rules::get);
    }
}
