package io.caravanserai.fx;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The newest rates that the hub has, in memory and in a file under the data folder. Until the first download they are
 * those of a day long ago that come with the hub.
 */
public final class ExchangeRates {
    private static final Logger LOG = LoggerFactory.getLogger(ExchangeRates.class);
    private static final String BANK = "European Central Bank, euro reference rates";

    /** Where a day of the bank begins. */
    private static final ZoneId ZONE = ZoneId.of("Europe/Brussels");

    private final Path file;
    private final Duration maxAge;
    private final Clock clock;
    private volatile RateTable table;
    private volatile @Nullable Failure lastFailure;

    /** A download that brought nothing. */
    private record Failure(Instant at, String reason) {}

    private ExchangeRates(Path file, Duration maxAge, Clock clock, RateTable table) {
        this.file = file;
        this.maxAge = maxAge;
        this.clock = clock;
        this.table = table;
    }

    /**
     * The rates of the last download, else those that come with the hub. A file that cannot be read counts as none.
     *
     * @param dataDir the hub's data folder
     * @param maxAge how old rates may be, counted from the beginning of their day
     */
    public static ExchangeRates open(Path dataDir, Duration maxAge, Clock clock) {
        Path file = dataDir.resolve("fx").resolve("eurofxref-daily.xml");
        ExchangeRates rates = new ExchangeRates(file, maxAge, clock, bundled());
        if (Files.exists(file)) {
            try {
                rates.table = EcbFile.read(Files.readAllBytes(file), BANK);
            } catch (IOException | BadRatesException e) {
                rates.failed("the file " + file + " cannot be used: " + e.getMessage());
            }
        }
        return rates;
    }

    private static RateTable bundled() {
        String name = "/fx/eurofxref-sample.xml";
        try (InputStream sample = Objects.requireNonNull(ExchangeRates.class.getResourceAsStream(name), name)) {
            return EcbFile.read(sample.readAllBytes(), BANK + ", as they come with the hub");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (BadRatesException e) {
            throw new IllegalStateException(name + " is bad: " + e.getMessage(), e);
        }
    }

    /**
     * Takes a downloaded file over, first on disk, then in use; the same day again changes nothing.
     *
     * @throws BadRatesException when it cannot be used or is older than what the hub has, which stays in use
     * @throws IOException when it cannot be kept; what the hub has stays in use
     */
    public synchronized void take(byte[] download) throws BadRatesException, IOException {
        RateTable fresh = EcbFile.read(download, BANK);
        if (fresh.date().isAfter(LocalDate.now(clock.withZone(ZONE)))) {
            throw new BadRatesException("the rates are of " + fresh.date() + ", which is still to come");
        }
        if (fresh.date().isBefore(table.date())) {
            throw new BadRatesException("the rates are of " + fresh.date() + ", older than those of " + table.date());
        }
        boolean isNew = !fresh.equals(table);
        if (isNew) {
            keep(download);
            table = fresh;
            LOG.info(
                    "exchange rates taken date={} currencies={}",
                    fresh.date(),
                    fresh.perEuro().size());
        }
        lastFailure = null;
    }

    /** A crash at any line leaves the old file or the new one, whole. */
    private void keep(byte[] download) throws IOException {
        Path folder = Objects.requireNonNull(file.getParent());
        Files.createDirectories(folder);
        Path part = folder.resolve(file.getFileName() + ".part");
        Files.write(part, download);
        try (FileChannel channel = FileChannel.open(part, StandardOpenOption.WRITE)) {
            channel.force(true);
        }
        Files.move(part, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    /** Notes that a download brought nothing; the rates that the hub has stay in use. */
    public void failed(String reason) {
        String line = reason.replaceAll("\\s+", " ");
        lastFailure = new Failure(clock.instant(), line);
        LOG.warn("exchange rates not renewed, those of {} stay in use reason={}", table.date(), line);
    }

    /** @throws StaleRatesException when the newest rates are older than the hub may use */
    public RateTable usable() {
        RateTable newest = table;
        if (isStale(newest)) {
            throw new StaleRatesException("The newest exchange rates are of " + newest.date() + ", older than "
                    + maxAge.toDays() + " days (hub.fx.max-age): send values in the currency that customs want, or try"
                    + " again once the hub has new rates.");
        }
        return newest;
    }

    private boolean isStale(RateTable rates) {
        return clock.instant()
                .isAfter(rates.date().atStartOfDay(ZONE).toInstant().plus(maxAge));
    }

    /** For operators: which rates are in use and what was wrong with the last download. */
    public Map<String, @Nullable Object> status() {
        RateTable newest = table;
        Failure failure = lastFailure;
        Map<String, @Nullable Object> status = new LinkedHashMap<>();
        status.put("date", newest.date().toString());
        status.put("source", newest.source());
        status.put("stale", isStale(newest));
        status.put("last_failure", failure == null ? null : failure.reason());
        status.put("last_failure_utc", failure == null ? null : failure.at().toString());
        return status;
    }
}
