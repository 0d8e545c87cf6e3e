package io.caravanserai.label.customer;

import io.caravanserai.store.Database;
import io.caravanserai.store.Sql;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** The key under which links to labels are signed: made once for a store, the same for all nodes. */
final class LinkKey {
    private static final String HMAC = "HmacSHA256";
    private static final String NAME = "label-links";
    private static final int BYTES = 32;

    private final SecretKeySpec key;

    private LinkKey(byte[] bytes) {
        this.key = new SecretKeySpec(bytes, HMAC);
    }

    /** The store's key; the first who asks makes it. */
    static LinkKey of(Database database, Clock clock) {
        byte[] random = new byte[BYTES];
        new SecureRandom().nextBytes(random);
        String kept = database.write(connection -> {
            Sql.update(
                    connection,
                    "INSERT INTO hub_key (name, key_value, created_at) VALUES (?,?,?) ON CONFLICT DO NOTHING",
                    NAME,
                    Base64.getEncoder().encodeToString(random),
                    clock.millis());
            return Sql.first(connection, "SELECT key_value FROM hub_key WHERE name = ?", row -> row.getString(1), NAME)
                    .orElseThrow();
        });
        return new LinkKey(Base64.getDecoder().decode(kept));
    }

    /** HMAC-SHA256 (RFC 2104) of a text. */
    byte[] sign(String text) {
        try {
            Mac mac = Mac.getInstance(HMAC);
            mac.init(key);
            return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java has no " + HMAC, e);
        }
    }
}
