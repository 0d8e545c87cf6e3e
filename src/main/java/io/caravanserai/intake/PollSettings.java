package io.caravanserai.intake;

import io.caravanserai.budget.CallBudget;
import io.caravanserai.budget.CarrierAccount;
import io.caravanserai.budget.Rate;
import io.caravanserai.config.Settings;
import io.caravanserai.store.Database;
import java.net.URI;
import java.time.Clock;
import java.util.List;
import java.util.function.BooleanSupplier;

/** The parameters of the Kamelet {@code carrier-poll-source}, as Camel sets them one by one. */
public final class PollSettings {
    private String carrier = "";
    private String url = "";
    private String method = "GET";
    private String headers = "";
    private String body = "";
    private String contentType = "application/json";
    private String numberFormat = "{number}";
    private String separator = ",";
    private String rate = "1/s";
    private String account = "default";
    private String interval = "30m";
    private String intervals = "";
    private String pushSilence = "0s";
    private String giveUpUnknown = "30d";
    private String giveUpSilent = "90d";
    private String watchedInterval = "5m";
    private String timeout = "20s";
    private String readErrors = "4xx";
    private final LoginSettings login = new LoginSettings();
    private final LookupSettings lookup = new LookupSettings();
    private int batch = 1;

    public void setCarrier(String carrier) {
        this.carrier = carrier;
    }

    public void setUrl(String url) {
        this.url = url;
    }

    public void setMethod(String method) {
        this.method = method;
    }

    public void setHeaders(String headers) {
        this.headers = headers;
    }

    public void setBody(String body) {
        this.body = body;
    }

    public void setContentType(String contentType) {
        this.contentType = contentType;
    }

    public void setNumberFormat(String numberFormat) {
        this.numberFormat = numberFormat;
    }

    public void setSeparator(String separator) {
        this.separator = separator;
    }

    public void setRate(String rate) {
        this.rate = rate;
    }

    public void setAccount(String account) {
        this.account = account;
    }

    public void setInterval(String interval) {
        this.interval = interval;
    }

    /** {@link StatusIntervals}. */
    public void setIntervals(String intervals) {
        this.intervals = intervals;
    }

    /** How long push must have been silent about a number before it is polled; zero to poll all. */
    public void setPushSilence(String pushSilence) {
        this.pushSilence = pushSilence;
    }

    public void setGiveUpUnknown(String giveUpUnknown) {
        this.giveUpUnknown = giveUpUnknown;
    }

    public void setGiveUpSilent(String giveUpSilent) {
        this.giveUpSilent = giveUpSilent;
    }

    /** The longest interval of a shipment at whose tracking page somebody looks. */
    public void setWatchedInterval(String watchedInterval) {
        this.watchedInterval = watchedInterval;
    }

    public void setTimeout(String timeout) {
        this.timeout = timeout;
    }

    /** {@link ReadErrors}. */
    public void setReadErrors(String readErrors) {
        this.readErrors = readErrors;
    }

    public LoginSettings getLogin() {
        return login;
    }

    public LookupSettings getLookup() {
        return lookup;
    }

    /** Most tracking numbers in one call. */
    public void setBatch(int batch) {
        this.batch = batch;
    }

    String carrier() {
        return carrier;
    }

    /**
     * @throws IllegalArgumentException when the rate cannot be read
     */
    CallBudget budget(Database database, Clock clock) {
        return new CallBudget(database, new CarrierAccount(carrier, account), Rate.parse(rate), clock);
    }

    /**
     * @throws IllegalArgumentException when an interval cannot be read
     */
    PollTargets targets(Database database, Clock clock) {
        PollPace pace = new PollPace(
                Settings.parseDuration(interval),
                StatusIntervals.parse(intervals),
                Settings.parseDuration(giveUpUnknown),
                Settings.parseDuration(giveUpSilent),
                Settings.parseDuration(watchedInterval));
        return new PollTargets(database, carrier, pace, Settings.parseDuration(pushSilence), clock);
    }

    int batch() {
        return Math.max(1, batch);
    }

    /**
     * @throws IllegalArgumentException when the request as described cannot be made
     */
    ApiTemplate template() {
        return new ApiTemplate(method, url, headers, body, contentType, numberFormat, separator);
    }

    /**
     * Finds what cannot be asked before a secret is part of it.
     *
     * @throws IllegalArgumentException when a request as described cannot be made
     */
    void check() {
        addressed(template());
        ReadErrors.parse(readErrors);
        if (lookup.isWanted()) {
            addressed(lookupTemplate());
            lookup.settings();
            if (batch > 1) {
                throw new IllegalArgumentException("lookupUrl finds the id of one number: batch must be 1");
            }
        }
    }

    private static void addressed(ApiTemplate template) {
        URI.create(template.urlFor(List.of("0"), ApiTemplate.Values.none("0")));
    }

    private ApiTemplate lookupTemplate() {
        return new ApiTemplate("GET", lookup.url(), headers, "", contentType, numberFormat, separator);
    }

    /**
     * @param mayCall takes one more call from the account's budget
     * @throws SecretRef.MissingSecret when there is no secret where the reference points
     */
    PolledApi api(Clock clock, BooleanSupplier mayCall) {
        ApiLogin.Settings credentials = login.settings(contentType, Settings.parseDuration(timeout));
        CarrierApi api = new CarrierApi(template(), credentials, ReadErrors.parse(readErrors), clock);
        return lookup.isWanted()
                ? new IdLookup(api, api.with(lookupTemplate()), lookup.settings(), mayCall, clock)
                : api;
    }
}
