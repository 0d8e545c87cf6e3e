package io.caravanserai.label.api;

import io.caravanserai.config.Settings;
import io.caravanserai.intake.ApiLogin;
import io.caravanserai.intake.LoginSettings;
import io.caravanserai.intake.SecretRef;
import io.caravanserai.secret.SecretMask;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;

/** The parameters of the Kamelet {@code carrier-label-action}, as Camel sets them one by one. */
public final class LabelApiSettings {
    /** A header that a program is known by; its value is not told to others. */
    private static final Pattern KEY = Pattern.compile("(?i)key|token|secret|authorization");

    private String carrier = "";
    private String buyUrl = "";
    private String findUrl = "";
    private String fetchUrl = "";
    private String cancelUrl = "";
    private boolean cancelEach;
    private String headers = "";
    private String values = "";
    private String timeout = "20s";
    private final LoginSettings login = new LoginSettings();

    public void setCarrier(String carrier) {
        this.carrier = carrier;
    }

    public void setBuyUrl(String buyUrl) {
        this.buyUrl = buyUrl;
    }

    public void setFindUrl(String findUrl) {
        this.findUrl = findUrl;
    }

    public void setFetchUrl(String fetchUrl) {
        this.fetchUrl = fetchUrl;
    }

    public void setCancelUrl(String cancelUrl) {
        this.cancelUrl = cancelUrl;
    }

    /** Whether a label is given back by a call for each parcel's number, not by one call for all. */
    public void setCancelEach(boolean cancelEach) {
        this.cancelEach = cancelEach;
    }

    /** {@code Name=value} separated by semicolons. */
    public void setHeaders(String headers) {
        this.headers = headers;
    }

    /**
     * {@code name=value} separated by semicolons: what mappings read as {@code account.name}. A value that begins with
     * {@code env:} or {@code file:} is a {@link SecretRef}.
     */
    public void setValues(String values) {
        this.values = values;
    }

    public void setTimeout(String timeout) {
        this.timeout = timeout;
    }

    boolean cancelsEach() {
        return cancelEach;
    }

    String carrier() {
        return carrier;
    }

    Map<String, String> headers() {
        Map<String, String> named = pairs("headers", headers);
        named.forEach((name, value) -> {
            if (KEY.matcher(name).find()) {
                SecretMask.ofProcess().add(value);
            }
        });
        return named;
    }

    /**
     * What is known of the account.
     *
     * @throws SecretRef.MissingSecret when there is no secret where a reference points
     */
    Map<String, String> account() {
        Map<String, String> account = pairs("values", values);
        account.replaceAll((name, value) ->
                value.matches("(env|file):.+") ? SecretRef.parse(value).resolve() : value);
        return account;
    }

    /** @throws IllegalArgumentException naming the parameter and the part of it that is no pair */
    private static Map<String, String> pairs(String parameter, String text) {
        Map<String, String> pairs = new LinkedHashMap<>();
        for (String part : text.split(";", -1)) {
            String[] pair = part.split("=", 2);
            if (pair.length == 2) {
                pairs.put(pair[0].trim(), pair[1].trim());
            } else if (!part.isBlank()) {
                throw new IllegalArgumentException(parameter + " has a part without '=': write name=value;name=value");
            }
        }
        return pairs;
    }

    Duration timeout() {
        return Settings.parseDuration(timeout);
    }

    LabelUrls urls() {
        return new LabelUrls(buyUrl, findUrl, fetchUrl.isBlank() ? findUrl : fetchUrl, cancelUrl);
    }

    public LoginSettings getLogin() {
        return login;
    }

    /** @throws SecretRef.MissingSecret when there is no secret where the reference points */
    ApiLogin.Settings login() {
        return login.settings("application/json", timeout());
    }
}
