package io.caravanserai.harmonize;

import io.caravanserai.event.TrackingEvent.Address;
import io.caravanserai.mapping.Expression;
import io.caravanserai.mapping.Scope;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** One link of the chain that finds the zone of a time without offset. */
sealed interface ZoneRule {
    /** A zone and why it was chosen. */
    record Choice(ZoneId zone, TimeBasis basis) {}

    /** The zone, or null when this rule cannot tell. */
    <N> @Nullable Choice choose(Scope<N> scope, @Nullable Address address, Zones zones);

    /** {@code location}: by the event's own country and state. */
    record ByLocation() implements ZoneRule {
        @Override
        public <N> @Nullable Choice choose(Scope<N> scope, @Nullable Address address, Zones zones) {
            return address == null
                    ? null
                    : zones.of(address.isoCountry(), address.state())
                            .map(z -> new Choice(z, TimeBasis.ZONE))
                            .orElse(null);
        }
    }

    /** {@code iata: expression}: by airport or service area code. */
    record ByIata(Expression code) implements ZoneRule {
        @Override
        public <N> @Nullable Choice choose(Scope<N> scope, @Nullable Address address, Zones zones) {
            String value = code.value(scope);
            return value == null
                    ? null
                    : zones.ofIata(value)
                            .map(z -> new Choice(z, TimeBasis.ZONE))
                            .orElse(null);
        }
    }

    /** {@code name: expression}: the payload names a zone ({@code Europe/Oslo}) or an offset ({@code +02:00}). */
    record ByName(Expression name) implements ZoneRule {
        @Override
        public <N> @Nullable Choice choose(Scope<N> scope, @Nullable Address address, Zones zones) {
            String value = name.value(scope);
            if (value == null) {
                return null;
            }
            try {
                ZoneId zone = ZoneId.of(value);
                return new Choice(zone, zone instanceof ZoneOffset ? TimeBasis.OFFSET : TimeBasis.ZONE);
            } catch (DateTimeException e) {
                return null;
            }
        }
    }

    /** {@code x12: expression}: X12 data element 623, time code. LT (local time) leaves it to the next rule. */
    record ByX12(Expression code) implements ZoneRule {
        private static final Pattern HOURS = Pattern.compile("0[1-9]|1[0-9]|2[0-4]");
        private static final Map<String, String> ZONES = Map.of(
                "ET", "America/New_York",
                "CT", "America/Chicago",
                "MT", "America/Denver",
                "PT", "America/Los_Angeles",
                "AT", "America/Anchorage",
                "HT", "Pacific/Honolulu",
                "NT", "America/St_Johns",
                "TT", "America/Halifax");
        private static final Map<String, String> OFFSETS = Map.ofEntries(
                Map.entry("UT", "Z"),
                Map.entry("GM", "Z"),
                Map.entry("ES", "-05:00"),
                Map.entry("ED", "-04:00"),
                Map.entry("CS", "-06:00"),
                Map.entry("CD", "-05:00"),
                Map.entry("MS", "-07:00"),
                Map.entry("MD", "-06:00"),
                Map.entry("PS", "-08:00"),
                Map.entry("PD", "-07:00"),
                Map.entry("AS", "-09:00"),
                Map.entry("AD", "-08:00"),
                Map.entry("HS", "-10:00"),
                Map.entry("HD", "-09:00"),
                Map.entry("NS", "-03:30"),
                Map.entry("ND", "-02:30"),
                Map.entry("TS", "-04:00"),
                Map.entry("TD", "-03:00"));

        @Override
        public <N> @Nullable Choice choose(Scope<N> scope, @Nullable Address address, Zones zones) {
            String value = code.value(scope);
            if (value == null) {
                return null;
            }
            String zone = ZONES.get(value);
            if (zone != null) {
                return new Choice(ZoneId.of(zone), TimeBasis.ZONE);
            }
            String offset = OFFSETS.get(value);
            if (offset == null && HOURS.matcher(value).matches()) {
                int n = Integer.parseInt(value);
                return new Choice(ZoneOffset.ofHours(n <= 12 ? n : n - 25), TimeBasis.OFFSET);
            }
            return offset == null ? null : new Choice(ZoneOffset.of(offset), TimeBasis.OFFSET);
        }
    }

    /** {@code carrier: zone} or {@code assumed: zone}. */
    record Fixed(ZoneId zone, TimeBasis basis) implements ZoneRule {
        @Override
        public <N> Choice choose(Scope<N> scope, @Nullable Address address, Zones zones) {
            return new Choice(zone, basis);
        }
    }
}
