package io.caravanserai.shipment.prepare;

import com.fasterxml.jackson.databind.node.DecimalNode;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * Units of one kind with exact factors between them.
 *
 * @param units by the names of the customer API
 */
record Measure(Map<String, Unit> units) {
    /** Rounded to about a tenth of a gram; pound and ounce by the international agreement of 1959. */
    static final Measure WEIGHT = new Measure(Map.of(
            "g", new Unit("1", 1),
            "kg", new Unit("1000", 4),
            "oz", new Unit("28.349523125", 3),
            "lb", new Unit("453.59237", 4)));

    /** Rounded to about a tenth of a millimetre; the inch is 25.4 mm by the same agreement. */
    static final Measure LENGTH = new Measure(Map.of(
            "mm", new Unit("1", 1),
            "cm", new Unit("10", 2),
            "m", new Unit("1000", 4),
            "in", new Unit("25.4", 3),
            "ft", new Unit("304.8", 4),
            "yd", new Unit("914.4", 4)));

    /**
     * @param size in the smallest metric unit of the kind, exact
     * @param decimals that a value in this unit is rounded to
     */
    record Unit(BigDecimal size, int decimals) {
        Unit(String size, int decimals) {
            this(new BigDecimal(size), decimals);
        }

        /** One in the last of the decimals. */
        BigDecimal step() {
            return BigDecimal.ONE.movePointLeft(decimals);
        }
    }

    Set<String> names() {
        return units.keySet();
    }

    /** The same quantity in another unit, rounded half up to the unit's decimals; something never becomes nothing. */
    BigDecimal convert(BigDecimal value, String from, String to) {
        return inUnit(value.multiply(unit(from).size()), to);
    }

    /** A value times its count, in the smallest unit. */
    BigDecimal exact(BigDecimal value, String unit, long count) {
        return value.multiply(unit(unit).size()).multiply(BigDecimal.valueOf(count));
    }

    /** A quantity in the smallest unit as a value of a unit, rounded like {@link #convert}. */
    BigDecimal inUnit(BigDecimal smallest, String to) {
        Unit unit = unit(to);
        BigDecimal value = smallest.divide(unit.size(), unit.decimals(), RoundingMode.HALF_UP);
        return value.signum() == 0 && smallest.signum() > 0 ? unit.step() : value;
    }

    /** A number for JSON without zeros at its end and without an exponent. */
    static DecimalNode number(BigDecimal value) {
        BigDecimal plain = value.stripTrailingZeros();
        return DecimalNode.valueOf(plain.scale() < 0 ? plain.setScale(0) : plain);
    }

    Unit unit(String name) {
        return Objects.requireNonNull(units.get(name), name);
    }
}
