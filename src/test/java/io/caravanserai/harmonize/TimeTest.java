package io.caravanserai.harmonize;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** How times are written. Zone rules are tested with whole mappings in HarmonizerTest. */
class TimeTest {
    @ParameterizedTest
    @CsvSource({
        "2021-02-10T07:13:56-05:00, 2021-02-10T07:13:56, -05:00",
        "2021-02-10T07:13:56-0500, 2021-02-10T07:13:56, -05:00",
        "2021-02-10T07:13:56 +05, 2021-02-10T07:13:56, +05:00",
        "2021-02-10T07:13:56Z, 2021-02-10T07:13:56, Z",
        "2021-02-10T07:13:56+0000, 2021-02-10T07:13:56, Z",
        "2021-02-10T07:13:56.1234567Z, 2021-02-10T07:13:56.123456700, Z",
        "2021-02-10T07:13:56.1234567891234, 2021-02-10T07:13:56.123456789,",
        "2021-02-10 07:13, 2021-02-10T07:13,",
        "2021-02-10T24:00:00, 2021-02-11T00:00,",
        "20210210T071356+05:30, 2021-02-10T07:13:56, +05:30",
        "20210210, 2021-02-10,",
        "2021-02-10, 2021-02-10,",
        "2016-12-31T23:59:60Z, 2016-12-31T23:59:59, Z",
    })
    void readsIsoAndItsRelatives(String text, String local, String offset) {
        assertThat(shown(TimeFormat.ISO.parse(text))).isEqualTo(local + (offset == null ? "" : " " + offset));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "string",
                "2021-13-01",
                "2021-02-30",
                "2021-02-10T25:00",
                "2021-02-10T07:13:56+",
                "2021-02-10Tx",
                "2021-02-10T07:13:56+19:00",
                "9999-12-31T24:00:00"
            })
    void refusesWhatIsNoTime(String text) {
        assertThat(TimeFormat.ISO.parse(text)).isNull();
    }

    @ParameterizedTest
    @CsvSource({"epoch_millis, 253402300800000", "epoch_seconds, 253402300800", "epoch_millis, -62167219200001"})
    void refusesYearsThatIsoCannotWrite(String format, String text) {
        assertThat(TimeFormat.of(format).parse(text)).isNull();
    }

    @ParameterizedTest
    @CsvSource({
        "yyyyMMddHHmmss, 20210210071356, 2021-02-10T07:13:56",
        "yyyyMMddHHmm, 202102100713, 2021-02-10T07:13",
        "yyMMddHHmm, 2102100713, 2021-02-10T07:13",
        "yyMMdd, 851231, 1985-12-31",
        "yyyyMMddHHmmssX, 20210210071356-05:00, 2021-02-10T07:13:56 -05:00",
        "yyyy-MM-dd HH:mm:ss z, 2021-05-07 23:59:00 GMT-04:00, 2021-05-07T23:59 -04:00",
        "yyyyMMddHHmmz, 202102100713CET, 2021-02-10T07:13 +01:00",
        "M/d/yyyy h:mm a, 2/9/2021 12:05 AM, 2021-02-09T00:05",
        "M/d/yyyy h:mm a, 12/19/2021 12:05 p.m., 2021-12-19T12:05",
        "M/d/yyyy h:mm a, 2/9/2021 11:05 PM, 2021-02-09T23:05",
        "dd MMM yyyy, 09 September 2021, 2021-09-09",
        "MMM d yyyy, Mar 5 2021, 2021-03-05",
        "dd.MM.yyyy' kl 'HH:mm, 09.02.2021 kl 24:00, 2021-02-10T00:00",
        "epoch_millis, 1612958036000, 2021-02-10T11:53:56 Z",
        "epoch_seconds, 1612958036, 2021-02-10T11:53:56 Z",
    })
    void readsPatterns(String pattern, String text, String expected) {
        assertThat(shown(TimeFormat.of(pattern).parse(text))).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({
        "yyyyMMdd, 2021021",
        "yyyyMMdd, 202102101",
        "yyyyMMddHHmm, 202102102561",
        "h:mm a, 1:00 PM",
        "MMM d yyyy, Foo 5 2021"
    })
    void refusesWhatIsNotInThePattern(String pattern, String text) {
        assertThat(TimeFormat.of(pattern).parse(text)).isNull();
    }

    @Test
    void saysWhichLetterIsNotUnderstood() {
        assertThatThrownBy(() -> TimeFormat.of("yyyy-QQ"))
                .hasMessageContaining("'Q'")
                .hasMessageContaining("iso");
    }

    @Property(tries = 300)
    void whatJavaPrintsIsReadBack(
            @ForAll @LongRange(min = 0, max = 4_000_000_000L) long second,
            @ForAll @IntRange(min = -72, max = 72) int quarters) {
        OffsetDateTime time = OffsetDateTime.of(1970, 1, 1, 0, 0, 0, 0, ZoneOffset.ofTotalSeconds(quarters * 900))
                .plus(second, ChronoUnit.SECONDS);
        TimeParts parts = TimeFormat.ISO.parse(time.format(DateTimeFormatter.ISO_OFFSET_DATE_TIME));
        assertThat(shown(parts)).isEqualTo(time.toLocalDateTime() + " " + time.getOffset());
    }

    private static String shown(@Nullable TimeParts parts) {
        if (parts == null) {
            return "not read";
        }
        String local = parts.time() == null
                ? parts.date().toString()
                : parts.date().atTime(parts.time()).toString();
        return local + (parts.offset() == null ? "" : " " + parts.offset());
    }
}
