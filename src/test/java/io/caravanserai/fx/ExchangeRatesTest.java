package io.caravanserai.fx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExchangeRatesTest {
    private static final LocalDate FRIDAY = LocalDate.parse("2026-11-20");
    private static final Duration WEEK = Duration.ofDays(7);

    @TempDir
    Path data = Path.of("unset");

    @ParameterizedTest
    @CsvSource(
            textBlock =
                    """
            EUR, USD, 1.25
            USD, EUR, 0.8
            USD, NOK, 9.6
            NOK, USD, 0.1041666667
            GBP, GBP, 1
            """)
    void aRateGoesByWayOfTheEuro(String from, String to, BigDecimal rate) throws Exception {
        ExchangeRates rates = at("2026-11-20T17:00:00Z");
        rates.take(file(FRIDAY));

        assertThat(rates.usable().rate(from, to))
                .hasValueSatisfying(r -> assertThat(r).isEqualByComparingTo(rate));
    }

    @ParameterizedTest
    @CsvSource(
            textBlock =
                    """
            10, 0.125, USD, 1.25
            1, 0.005, USD, 0.01
            1, 0.0001, USD, 0.01
            0, 9, USD, 0.00
            10, 16.45, JPY, 165
            """)
    void anAmountIsRoundedToTheCurrency(BigDecimal amount, BigDecimal rate, String to, BigDecimal converted) {
        assertThat(RateTable.convert(amount, rate, to)).isEqualTo(converted);
    }

    @Test
    void theRatesThatComeWithTheHubAreUsedUntilTheFirstDownload() {
        ExchangeRates rates = at("2024-04-21T12:00:00Z");

        assertThat(rates.usable().rate("EUR", "USD")).contains(new BigDecimal("1.0653"));
        assertThat(rates.usable().perEuro()).hasSize(31);
    }

    @Test
    void aDownloadSurvivesARestart() throws Exception {
        at("2026-11-20T17:00:00Z").take(file(FRIDAY));

        assertThat(at("2026-11-21T17:00:00Z").usable().date()).isEqualTo(FRIDAY);
    }

    @Test
    void ratesAreUsableForTheirAgeAndNoMoment() throws Exception {
        at("2026-11-20T17:00:00Z").take(file(FRIDAY));

        // the day begins at 23:00 UTC in Brussels
        assertThat(at("2026-11-26T23:00:00Z").usable().date()).isEqualTo(FRIDAY);
        ExchangeRates stale = at("2026-11-26T23:00:01Z");
        assertThatThrownBy(stale::usable)
                .isInstanceOf(StaleRatesException.class)
                .hasMessageContaining("are of 2026-11-20, older than 7 days (hub.fx.max-age)");
        assertThat(stale.status()).containsEntry("stale", true);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
            </Cube></Cube>    | ``                  | not readable as XML
            <Cube time=       | <Cube when=         | a day with its rates is missing: found 11 rates of no day
            2026-11-20        | 2026-11-31          | could not be parsed
            2026-11-20        | 2026-11-19          | older than those of 2026-11-20
            2026-11-20        | 2026-11-22          | which is still to come
            rate='12'         | rate='-12'          | the rate of NOK is -12 but must be above 0
            rate='12'         | rate='dear'         | the rate of NOK is 'dear' and not a number
            <Cube><Cube       | <Cube><Cube time='2026-11-18'/><Cube | the file has several days
            <gesmes:subject>  | <!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]><gesmes:subject> | not readable as XML
            """)
    void aBadFileLeavesTheRatesInUse(String what, String by, String reason) throws Exception {
        ExchangeRates rates = at("2026-11-21T12:00:00Z");
        rates.take(file(FRIDAY));
        byte[] bad = EcbSamples.of(FRIDAY).replace(what, by).getBytes(StandardCharsets.UTF_8);

        assertThatThrownBy(() -> rates.take(bad))
                .isInstanceOf(BadRatesException.class)
                .hasMessageContaining(reason);

        assertThat(rates.usable().date()).isEqualTo(FRIDAY);
        assertThat(at("2026-11-21T12:00:00Z").usable().date()).isEqualTo(FRIDAY);
    }

    @Test
    void anEndlessFileIsCutOff() {
        assertThatThrownBy(() -> at("2026-11-21T12:00:00Z").take(new byte[EcbFile.MAX_BYTES + 1]))
                .hasMessage("the file is longer than 262144 bytes");
    }

    @Test
    void aDamagedFileInTheDataFolderCountsAsNoneAndIsTold() throws Exception {
        at("2026-11-20T17:00:00Z").take(file(FRIDAY));
        Path kept = data.resolve("fx").resolve("eurofxref-daily.xml");
        Files.writeString(kept, Files.readString(kept).substring(0, 300));

        Map<String, @Nullable Object> status = at("2026-11-21T12:00:00Z").status();

        assertThat(status).containsEntry("date", "2024-04-19");
        assertThat(status.get("last_failure")).asString().contains("eurofxref-daily.xml cannot be used");
    }

    @Test
    void aFailureIsToldUntilADownloadGoesWell() throws Exception {
        ExchangeRates rates = at("2026-11-20T17:00:00Z");
        rates.failed("no answer");
        assertThat(rates.status())
                .containsEntry("last_failure", "no answer")
                .containsEntry("last_failure_utc", "2026-11-20T17:00:00Z");

        rates.take(file(FRIDAY));

        assertThat(rates.status()).containsEntry("last_failure", null).containsEntry("date", "2026-11-20");
    }

    private ExchangeRates at(String now) {
        return ExchangeRates.open(data, WEEK, Clock.fixed(Instant.parse(now), ZoneOffset.UTC));
    }

    private static byte[] file(LocalDate date) {
        return EcbSamples.of(date).getBytes(StandardCharsets.UTF_8);
    }
}
