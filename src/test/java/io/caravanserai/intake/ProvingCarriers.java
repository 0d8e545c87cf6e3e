package io.caravanserai.intake;

import static io.caravanserai.intake.WebhookScheme.BEFORE;
import static io.caravanserai.intake.WebhookScheme.KEY;
import static io.caravanserai.intake.WebhookScheme.NOW;

import io.caravanserai.event.InboundMessage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** An intake with one webhook for each {@link WebhookScheme}, and calls to it that no HTTP client would send. */
record ProvingCarriers(IntakeHarness hub) implements AutoCloseable {
    static ProvingCarriers in(Path folder) throws Exception {
        String now = "file:" + Files.writeString(folder.resolve("now"), NOW);
        String before = "file:" + Files.writeString(folder.resolve("before"), BEFORE);
        Map<String, String> settings = new HashMap<>();
        for (String carrier : List.of("fedex", "inpost", "usps", "bring")) {
            settings.put("carrier." + carrier + ".webhook.secret", now);
            settings.put("carrier." + carrier + ".webhook.previous-secret", before);
        }
        settings.put("carrier.ups.webhook.client-secret", now);
        settings.put("carrier.ups.webhook.previous-client-secret", before);
        settings.put("carrier.ups.webhook.secret", "file:" + Files.writeString(folder.resolve("key"), KEY));
        ProvingCarriers carriers =
                new ProvingCarriers(IntakeHarness.start(Files.createDirectory(folder.resolve("data")), settings));
        for (String carrier : List.of("fedex", "inpost", "usps", "bring", "ups")) {
            carriers.hub.load("routes/carriers/" + carrier + ".camel.yaml");
        }
        String secrets = "secret: " + now + "\n        previousSecret: " + before;
        carriers.route("hexone", "verification: hmac", "header: X-Sig", "prefix: sha256=", secrets);
        carriers.route(
                "timedone",
                "verification: hmac",
                "algorithm: SHA512",
                "encoding: base64",
                "header: X-Sig",
                "signed: header(X-Time) '.' body",
                "timestamp: header(X-Time)",
                secrets);
        carriers.route("basicone", "verification: basic", "user: user", secrets);
        carriers.route("bearerone", "verification: bearer", secrets);
        carriers.route("queryone", "verification: query-token", "parameter: token", secrets);
        return carriers;
    }

    /** A webhook more, with these parameters of its Kamelet. */
    void route(String carrier, String... parameters) throws Exception {
        hub.route(
                """
                - route:
                    id: carrier-in-%1$s-webhook
                    description: A carrier of this test.
                    errorHandler:
                      noErrorHandler: {}
                    from:
                      uri: kamelet:carrier-webhook-source
                      parameters:
                        carrier: %1$s
                        keyPath: /package
                        %2$s
                      steps:
                        - to:
                            uri: kamelet:carrier-inbound-sink
                """
                        .formatted(carrier, String.join("\n        ", parameters)));
    }

    /** The status of the answer. */
    int send(WebhookScheme scheme, byte[] body, WebhookProof proof) throws IOException {
        List<String> headers = new ArrayList<>(proof.beside());
        String path = "/carriers/" + scheme.carrier + "/events";
        if (proof.inQuery()) {
            path += proof.name() + "=" + proof.value();
        } else {
            headers.add(proof.name() + ": " + proof.value());
        }
        return post(path, headers, body).status();
    }

    RawHttp.Answer post(String path, List<String> headers, byte[] body) throws IOException {
        return RawHttp.send(hub.port, "POST", path, headers, body);
    }

    /** The messages taken in with exactly these bytes. */
    List<InboundMessage> kept(byte[] body) {
        return hub.inbound().stream()
                .filter(message -> Arrays.equals(message.body(), body))
                .toList();
    }

    @Override
    public void close() {
        hub.close();
    }
}
