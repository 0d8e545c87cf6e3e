package io.caravanserai.label.api;

import io.caravanserai.config.Settings;
import io.caravanserai.intake.ApiLogin;
import io.caravanserai.intake.LoginSettings;
import io.caravanserai.intake.SecretRef;
import java.time.Duration;

/** The parameters of the Kamelet {@code carrier-label-action}, as Camel sets them one by one. */
public final class LabelApiSettings {
    private String carrier = "";
    private String buyUrl = "";
    private String findUrl = "";
    private String fetchUrl = "";
    private String cancelUrl = "";
    private String headers = "";
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

    /** {@code Name=value} separated by semicolons. */
    public void setHeaders(String headers) {
        this.headers = headers;
    }

    public void setTimeout(String timeout) {
        this.timeout = timeout;
    }

    String carrier() {
        return carrier;
    }

    String headers() {
        return headers;
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
        return login.settings("application/json", timeout(), secret -> {});
    }
}
