package io.caravanserai.codec;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** What a file's first bytes tell of it. */
final class FileKind {
    private static final String ARMOR = "-----BEGIN PGP MESSAGE-----";
    private static final int LOOKED_AT = 64;
    private static final int OLD_SESSION_KEY = 0x84;
    private static final int NEW_SESSION_KEY = 0xC1;
    private static final int LENGTH_OF_FOUR = 0xFF;

    private FileKind() {}

    /** How it is packed; empty for what is not. */
    static Optional<Codec> of(Path file) throws IOException {
        byte[] head;
        try (InputStream in = Files.newInputStream(file)) {
            head = in.readNBytes(LOOKED_AT);
        }
        if (at(head, 0) == 0x1f && at(head, 1) == 0x8b) {
            return Optional.of(Codec.GZIP);
        }
        if (at(head, 0) == 'P' && at(head, 1) == 'K' && (at(head, 2) == 3 || at(head, 2) == 5)) {
            return Optional.of(Codec.ZIP);
        }
        return isPgp(head) ? Optional.of(Codec.PGP) : Optional.empty();
    }

    /**
     * Armored (RFC 9580 section 6.2), or a packet with a session key first (sections 4.2 and 5.1): its tag, a length of
     * one to five octets, its version. A text may begin with the tag's octet, and does not go on so.
     */
    private static boolean isPgp(byte[] head) {
        if (new String(head, StandardCharsets.ISO_8859_1).stripLeading().startsWith(ARMOR)) {
            return true;
        }
        int tag = at(head, 0);
        int lengthOctets;
        if (tag == NEW_SESSION_KEY) {
            int first = at(head, 1);
            lengthOctets = first < 192 ? 1 : first == LENGTH_OF_FOUR ? 5 : 2;
        } else if (tag >= OLD_SESSION_KEY && tag < OLD_SESSION_KEY + 3) {
            lengthOctets = 1 << (tag - OLD_SESSION_KEY);
        } else {
            return false;
        }
        int version = at(head, 1 + lengthOctets);
        return version == 3 || version == 6;
    }

    private static int at(byte[] head, int index) {
        return index < head.length ? head[index] & 0xff : -1;
    }
}
