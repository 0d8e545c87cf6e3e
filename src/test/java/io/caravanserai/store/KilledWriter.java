package io.caravanserai.store;

import io.caravanserai.config.HubConfig;
import io.caravanserai.config.Settings;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/** A process that writes rows without end and prints the number of each one that is acknowledged; it wants killing. */
final class KilledWriter {
    private KilledWriter() {}

    /** @param args settings as {@code key=value} */
    public static void main(String[] args) {
        Map<String, String> settings = new HashMap<>();
        for (String arg : args) {
            settings.put(arg.substring(0, arg.indexOf('=')), arg.substring(arg.indexOf('=') + 1));
        }
        HubConfig config = HubConfig.from(Settings.of(settings));
        Database database = Database.open(config.store(), Path.of(settings.get("hub.data.dir")));
        for (int worker = 0; worker < 4; worker++) {
            String prefix = "W" + worker + "-";
            new Thread(() -> write(database, prefix)).start();
        }
    }

    private static void write(Database database, String prefix) {
        for (int i = 0; ; i++) {
            String number = prefix + i;
            database.write(connection -> Sql.update(
                    connection,
                    "INSERT INTO account (account_number, name, created_at) VALUES (?,?,0)",
                    number,
                    "killed while writing"));
            System.out.println(number);
        }
    }
}
