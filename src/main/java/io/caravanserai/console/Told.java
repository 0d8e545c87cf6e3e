package io.caravanserai.console;

import io.caravanserai.event.Sha256;
import io.caravanserai.secret.ConstantTime;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;

/** Words that go from one page to the next in a cookie, bound to the session: nobody else can put words there. */
final class Told {
    /** Cookies have 4 KiB. */
    private static final int LONGEST = 600;

    String write(String words, Session session) {
        String cut = words.length() > LONGEST ? words.substring(0, LONGEST) + "…" : words;
        String text = Base64.getUrlEncoder().withoutPadding().encodeToString(cut.getBytes(StandardCharsets.UTF_8));
        return text + "." + seal(text, session);
    }

    Optional<String> read(String cookie, Session session) {
        int dot = cookie.indexOf('.');
        if (dot < 0) {
            return Optional.empty();
        }
        String text = cookie.substring(0, dot);
        boolean own = ConstantTime.same(seal(text, session), cookie.substring(dot + 1));
        return own
                ? Optional.of(new String(Base64.getUrlDecoder().decode(text), StandardCharsets.UTF_8))
                : Optional.empty();
    }

    /** The text has a fixed alphabet and the secret a fixed length, so nothing can be moved from one to the other. */
    private static String seal(String text, Session session) {
        return Sha256.hex("told " + session.secret() + " " + text);
    }
}
