package io.caravanserai.intake;

import io.caravanserai.config.Settings;
import java.time.Duration;

/** The parameters of Kamelets that say how the hub logs in at a carrier's API, as Camel sets them one by one. */
public final class LoginSettings {
    private String auth = "none";
    private String user = "";
    private String secret = "";
    private String tokenUrl = "";
    private String tokenHeaders = "";
    private String tokenBody = "";
    private String tokenPath = "";
    private String tokenLife = "1h";
    private String scope = "";
    private String keyHeader = "";
    private String clientId = "";
    private String clientSecret = "";

    public void setAuth(String auth) {
        this.auth = auth;
    }

    /** User, client id or site id; no secret. */
    public void setUser(String user) {
        this.user = user;
    }

    /** A {@link SecretRef}. */
    public void setSecret(String secret) {
        this.secret = secret;
    }

    public void setTokenUrl(String tokenUrl) {
        this.tokenUrl = tokenUrl;
    }

    /** Headers of the scheme token's request. */
    public void setTokenHeaders(String tokenHeaders) {
        this.tokenHeaders = tokenHeaders;
    }

    public void setTokenBody(String tokenBody) {
        this.tokenBody = tokenBody;
    }

    /** See {@link KeyScanner}. */
    public void setTokenPath(String tokenPath) {
        this.tokenPath = tokenPath;
    }

    public void setTokenLife(String tokenLife) {
        this.tokenLife = tokenLife;
    }

    public void setScope(String scope) {
        this.scope = scope;
    }

    public void setKeyHeader(String keyHeader) {
        this.keyHeader = keyHeader;
    }

    public void setClientId(String clientId) {
        this.clientId = clientId;
    }

    /** A {@link SecretRef}. */
    public void setClientSecret(String clientSecret) {
        this.clientSecret = clientSecret;
    }

    /**
     * The login with its secrets.
     *
     * @param contentType of the scheme token's request
     * @throws SecretRef.MissingSecret when there is no secret where a reference points
     * @throws IllegalArgumentException when a parameter of the scheme is missing
     */
    public ApiLogin.Settings settings(String contentType, Duration timeout) {
        return new ApiLogin.Settings(
                auth,
                user,
                resolved(secret),
                tokenUrl,
                scope,
                keyHeader,
                new ApiLogin.Client(clientId, resolved(clientSecret)),
                auth.equals("token") ? tokenRequest(contentType) : null,
                timeout);
    }

    private TokenRequest tokenRequest(String contentType) {
        return new TokenRequest(
                new ApiTemplate("POST", tokenUrl, tokenHeaders, tokenBody, contentType, "", ""),
                tokenPath,
                Settings.parseDuration(tokenLife));
    }

    private static String resolved(String reference) {
        return reference.isBlank() ? "" : SecretRef.parse(reference).resolve();
    }
}
