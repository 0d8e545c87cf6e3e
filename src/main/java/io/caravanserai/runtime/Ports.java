package io.caravanserai.runtime;

import io.caravanserai.config.HubConfig;
import io.caravanserai.config.HubProperty;
import io.caravanserai.config.Settings;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.List;

/** Looks whether the hub's ports are free before anything starts: Camel itself only warns and goes on. */
final class Ports {
    private Ports() {}

    /**
     * @throws StartFailure naming every port that is taken and the setting that moves it
     */
    static void check(HubConfig config) {
        List<String> taken = new ArrayList<>();
        probe(config.http().host(), config.http().port(), HubProperty.HTTP_PORT, taken);
        probe(config.http().managementHost(), config.http().managementPort(), HubProperty.MANAGEMENT_PORT, taken);
        if (config.sftp().enabled()) {
            probe(config.sftp().host(), config.sftp().port(), HubProperty.SFTP_PORT, taken);
        }
        if (config.kafka().brokers().isEmpty() && config.kafka().port() != 0) {
            probe("127.0.0.1", config.kafka().port(), HubProperty.KAFKA_PORT, taken);
        }
        if (!taken.isEmpty()) {
            throw new StartFailure(String.join(System.lineSeparator(), taken)
                    + System.lineSeparator()
                    + "Stop what uses it (another hub?) or choose another port.");
        }
    }

    private static void probe(String host, int port, HubProperty property, List<String> taken) {
        if (port == 0) {
            return;
        }
        try (ServerSocket socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(host, port));
        } catch (IOException e) {
            taken.add("Port " + port + " on " + host + " is taken (" + property.key() + ", "
                    + Settings.environmentName(property.key()) + ").");
        }
    }
}
