package io.caravanserai.bench;

import java.nio.file.Path;
import java.util.Map;

/** Settings of a hub that shares no port and no data with another on this machine. */
final class OwnFolder {
    private OwnFolder() {}

    /**
     * @param data where it keeps everything
     */
    static Map<String, String> settings(Path data) {
        String home = System.getProperty("hub.home", ".");
        return Map.of(
                "hub.data.dir",
                data.toString(),
                "hub.http.port",
                "0",
                "hub.management.port",
                "0",
                "hub.kafka.port",
                "0",
                "hub.sftp.port",
                "0",
                "hub.routes.dir",
                home + "/routes",
                "hub.mappings.dir",
                home + "/edi-mappings");
    }
}
