package io.caravanserai.intake;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/** Route files of sFTP carriers for tests. */
final class SftpRoutes {
    private SftpRoutes() {}

    /** A carrier polled ten times a second whose files need no rest, unless the parameters say otherwise. */
    static String route(String carrier, String host, int port, Path key, Path knownHosts, String... parameters) {
        Map<String, String> all = new LinkedHashMap<>();
        all.put("carrier", carrier);
        all.put("host", host);
        all.put("port", String.valueOf(port));
        all.put("username", carrier);
        all.put("privateKeyFile", key.toString());
        all.put("knownHosts", knownHosts.toString());
        all.put("delay", "100");
        all.put("minAge", "0s");
        Arrays.stream(parameters)
                .map(parameter -> parameter.split(": ", 2))
                .forEach(parameter -> all.put(parameter[0], parameter[1]));
        return """
                - route:
                    id: carrier-in-%s-sftp
                    description: A carrier of this test.
                    from:
                      uri: kamelet:carrier-sftp-source
                      parameters:
                %s
                      steps:
                        - to:
                            uri: kamelet:carrier-inbound-sink
                """
                .formatted(
                        carrier,
                        all.entrySet().stream()
                                .map(entry -> "        " + entry.getKey() + ": " + entry.getValue())
                                .collect(Collectors.joining("\n")));
    }
}
