package io.caravanserai.secret;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;

/** Compares secrets without telling by the time it takes how much of them is right. */
public final class ConstantTime {
    private ConstantTime() {}

    public static boolean same(String secret, String given) {
        return MessageDigest.isEqual(secret.getBytes(StandardCharsets.UTF_8), given.getBytes(StandardCharsets.UTF_8));
    }
}
