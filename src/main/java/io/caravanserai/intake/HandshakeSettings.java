package io.caravanserai.intake;

import java.util.Optional;

/** The parameters {@code handshake*} of the Kamelet {@code carrier-webhook-source}, as Camel sets them one by one. */
public final class HandshakeSettings {
    private String where = "";
    private String value = "";
    private String id = "";
    private String code = "";
    private String url = "";
    private String headers = "";
    private String keyHeader = "";
    private String key = "";

    /** Where in the call it says what it is, a {@link CallText}; empty for carriers without a handshake. */
    public void setWhere(String where) {
        this.where = where;
    }

    /** What it says there when it is a handshake. */
    public void setValue(String value) {
        this.value = value;
    }

    /** Where the subscription's id is, a {@link CallText}; of an address what follows its last slash. */
    public void setId(String id) {
        this.id = id;
    }

    /** Where the code is that the carrier wants back, a {@link CallText}. */
    public void setCode(String code) {
        this.code = code;
    }

    /** Address to confirm at, with {@code {id}} and {@code {secret}}, the code. */
    public void setUrl(String url) {
        this.url = url;
    }

    /** Headers of the confirmation, with the same placeholders. */
    public void setHeaders(String headers) {
        this.headers = headers;
    }

    /** Header of the hub's key at the carrier's API. */
    public void setKeyHeader(String keyHeader) {
        this.keyHeader = keyHeader;
    }

    /** A {@link SecretRef} to that key. */
    public void setKey(String key) {
        this.key = key;
    }

    /**
     * The handshake, if the carrier has one.
     *
     * @throws IllegalArgumentException when a setting cannot be used
     */
    Optional<Handshake> build() {
        return where.isBlank()
                ? Optional.empty()
                : Optional.of(new Handshake(
                        CallText.parse(where),
                        value,
                        CallText.parse(id),
                        CallText.parse(code),
                        new ApiTemplate("POST", url, headers, "", "application/json", "", ""),
                        keyHeader,
                        key));
    }
}
