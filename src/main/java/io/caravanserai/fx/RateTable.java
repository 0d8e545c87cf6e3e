package io.caravanserai.fx;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.util.Currency;
import java.util.Map;
import java.util.Optional;

/**
 * The rates of one day.
 *
 * @param source who published them, in words
 * @param perEuro how much of a currency (ISO 4217) one euro is; the euro itself included
 */
public record RateTable(LocalDate date, String source, Map<String, BigDecimal> perEuro) {
    /** Digits of a rate from one currency to another; the bank's own rates have five or six. */
    private static final MathContext CROSS = new MathContext(10, RoundingMode.HALF_UP);

    /** @throws IllegalArgumentException when a rate is not above zero or the euro is not 1 */
    public RateTable {
        perEuro.forEach((currency, rate) -> {
            if (rate.signum() <= 0) {
                throw new IllegalArgumentException("the rate of " + currency + " is " + rate + " but must be above 0");
            }
        });
        BigDecimal euro = perEuro.get("EUR");
        if (euro == null || euro.compareTo(BigDecimal.ONE) != 0) {
            throw new IllegalArgumentException("the euro must be there with the rate 1");
        }
        perEuro = Map.copyOf(perEuro);
    }

    /**
     * How much of {@code to} one {@code from} is, by way of the euro, rounded half up to ten significant digits; empty
     * when the bank has no rate of one of them.
     */
    public Optional<BigDecimal> rate(String from, String to) {
        BigDecimal divisor = perEuro.get(from);
        BigDecimal dividend = perEuro.get(to);
        return divisor == null || dividend == null ? Optional.empty() : Optional.of(dividend.divide(divisor, CROSS));
    }

    /**
     * An amount at a rate, rounded half up to the smallest unit of the currency it is then in (ISO 4217); what was worth
     * something is worth at least that unit.
     */
    public static BigDecimal convert(BigDecimal amount, BigDecimal rate, String to) {
        int digits = Math.max(0, Currency.getInstance(to).getDefaultFractionDigits());
        BigDecimal converted = amount.multiply(rate).setScale(digits, RoundingMode.HALF_UP);
        return amount.signum() > 0 && converted.signum() == 0 ? BigDecimal.ONE.movePointLeft(digits) : converted;
    }
}
