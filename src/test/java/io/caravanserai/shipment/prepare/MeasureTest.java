package io.caravanserai.shipment.prepare;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MeasureTest {
    private static final BigDecimal HALF = new BigDecimal("0.5");

    @ParameterizedTest
    @CsvSource(
            textBlock =
                    """
            1, lb, kg, 0.4536
            1, kg, lb, 2.2046
            1, lb, oz, 16
            1, oz, g, 28.3
            1500, g, kg, 1.5
            0.001, oz, kg, 0.0001
            1000000, kg, g, 1000000000
            """)
    void weightsAreConvertedByExactFactors(BigDecimal value, String from, String to, String expected) {
        assertThat(Measure.number(Measure.WEIGHT.convert(value, from, to)).toString())
                .isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(
            textBlock =
                    """
            1, in, cm, 2.54
            1, ft, in, 12
            1, yd, ft, 3
            1, yd, m, 0.9144
            30, cm, in, 11.811
            2.5, m, mm, 2500
            """)
    void lengthsAreConvertedByExactFactors(BigDecimal value, String from, String to, String expected) {
        assertThat(Measure.number(Measure.LENGTH.convert(value, from, to)).toString())
                .isEqualTo(expected);
    }

    @Property(tries = 500)
    void aWeightThereAndBackIsOffByNoMoreThanTheRounding(
            @ForAll("values") BigDecimal value, @ForAll("weights") String from, @ForAll("weights") String to) {
        assertThereAndBack(Measure.WEIGHT, value, from, to);
    }

    @Property(tries = 500)
    void aLengthThereAndBackIsOffByNoMoreThanTheRounding(
            @ForAll("values") BigDecimal value, @ForAll("lengths") String from, @ForAll("lengths") String to) {
        assertThereAndBack(Measure.LENGTH, value, from, to);
    }

    private static void assertThereAndBack(Measure measure, BigDecimal value, String from, String to) {
        BigDecimal back = measure.convert(measure.convert(value, from, to), to, from);

        BigDecimal off = back.subtract(value).abs().multiply(measure.unit(from).size());
        BigDecimal allowed = halfStep(measure.unit(from)).add(halfStep(measure.unit(to)));
        assertThat(off).isLessThanOrEqualTo(allowed);
    }

    private static BigDecimal halfStep(Measure.Unit unit) {
        return unit.step().multiply(unit.size()).multiply(HALF);
    }

    @Provide
    Arbitrary<BigDecimal> values() {
        return Arbitraries.bigDecimals()
                .between(new BigDecimal("0.5"), new BigDecimal("100000"))
                .ofScale(4);
    }

    @Provide
    Arbitrary<String> weights() {
        return Arbitraries.of(Measure.WEIGHT.units().keySet());
    }

    @Provide
    Arbitrary<String> lengths() {
        return Arbitraries.of(Measure.LENGTH.units().keySet());
    }
}
