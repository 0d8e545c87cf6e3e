package io.caravanserai.console;

import io.caravanserai.event.Sha256;
import io.caravanserai.http.Role;

/**
 * Somebody who is logged in.
 *
 * @param secret the value of the cookie, 256 random bits
 */
public record Session(String secret, Role role) {
    /** What every form of this session sends along, and no page of another origin can know. */
    public String formToken() {
        return Sha256.hex("form " + secret);
    }

    /** By what the store knows it. */
    String id() {
        return Sha256.hex(secret);
    }

    /** No secret gets into a log by way of this record. */
    @Override
    public String toString() {
        return "Session[" + role.word() + "]";
    }
}
