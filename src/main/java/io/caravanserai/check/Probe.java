package io.caravanserai.check;

import io.caravanserai.intake.SecretRef;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** One look at a partner from outside, that changes nothing there. */
interface Probe {
    /** What is looked at, for people; never a secret. */
    String target();

    /**
     * Looks.
     *
     * @param limit for each wait
     * @return what is good about it
     * @throws Failed saying what is wrong and what to do
     */
    String look(Duration limit) throws Failed;

    /** The partner cannot be used as things are. */
    final class Failed extends Exception {
        private static final long serialVersionUID = 1L;

        Failed(String message) {
            super(message, null, false, false);
        }
    }

    /** All that can be looked at for a partner, by the parameters that Kamelets of the house share. */
    static List<Probe> of(Partner partner) {
        List<Probe> probes = new ArrayList<>();
        partner.secrets().stream().sorted().forEach(name -> partner.value(name)
                .ifPresent(secret -> probes.add(new SecretProbe(secret))));
        if (partner.value("host").isPresent() && partner.value("username").isPresent()) {
            probes.add(new SftpProbe(partner));
        }
        for (String name : List.of("tokenUrl", "url")) {
            partner.value(name).ifPresent(url -> probes.add(new HttpProbe(url)));
        }
        return probes;
    }

    /** Whether a reference leads to a secret. */
    record SecretProbe(String reference) implements Probe {
        @Override
        public String target() {
            try {
                return "secret " + SecretRef.parse(reference);
            } catch (IllegalArgumentException e) {
                return "secret";
            }
        }

        @Override
        public String look(Duration limit) throws Failed {
            try {
                SecretRef.parse(reference).resolve();
                return "is there";
            } catch (SecretRef.MissingSecret | IllegalArgumentException e) {
                throw new Failed(String.valueOf(e.getMessage()));
            }
        }
    }
}
