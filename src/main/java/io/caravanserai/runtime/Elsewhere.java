package io.caravanserai.runtime;

import io.caravanserai.config.HubConfig;
import io.caravanserai.erasure.ErasureReport;
import io.caravanserai.kafka.Topics;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Where data of people lies beside the store, and until when. */
final class Elsewhere {
    private static final List<String> WITH_PEOPLE =
            List.of(Topics.INBOUND, Topics.EVENTS, Topics.LABELS, Topics.BEHAVIOUR);

    private Elsewhere() {}

    static List<ErasureReport.Elsewhere> of(HubConfig config, Clock clock) {
        List<ErasureReport.Elsewhere> places = new ArrayList<>();
        for (String topic : WITH_PEOPLE) {
            places.add(place(
                    "topic " + config.kafka().topic(topic),
                    clock,
                    config.kafka().retention(),
                    "a message cannot be taken out of a topic that is not compacted; a replay until then would bring"
                            + " it back, so erase again after one"));
        }
        places.add(place(
                "copies of carriers' files",
                clock,
                config.files().copyRetention(),
                "packed as they came, for many people together; delete the day's folder in file-copies to be sooner"));
        places.add(place(
                "files in mailboxes",
                clock,
                config.sftp().retention(),
                "as partners uploaded them, for many people together"));
        config.retention()
                .archive()
                .ifPresent(folder -> places.add(new ErasureReport.Elsewhere(
                        "archive", "you delete it", "the hub never changes what it archived; see " + folder)));
        places.add(new ErasureReport.Elsewhere(
                "backups and the logs of the database", "you delete them", "the hub does not know where they are"));
        places.add(new ErasureReport.Elsewhere(
                "customers, carriers and their systems", "they delete it", "they were told by webhook, file or call"));
        return places;
    }

    private static ErasureReport.Elsewhere place(String what, Clock clock, Duration kept, String why) {
        return new ErasureReport.Elsewhere(what, clock.instant().plus(kept).toString(), why);
    }
}
