package io.caravanserai.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.caravanserai.account.AccountStore;
import io.caravanserai.config.Settings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A hub that is killed again and again between carriers' EDI files, their acknowledgements and a customer's files. */
class KilledEdiTest {
    private static final Duration PATIENCE = Duration.ofMinutes(10);
    private static final int MESSAGES = 8;
    private static final Pattern SET = Pattern.compile("B10\\*([^*]+)\\*");
    private static final Pattern ISA = Pattern.compile("^ISA(?:\\*[^*]*){12}\\*([0-9]{9})\\*");
    private static final Pattern UNB = Pattern.compile("UNB\\+[^']*\\+([0-9]+)'");
    private static final String CARRIER =
            """
            - route:
                id: carrier-in-%1$s-sftp
                description: A carrier of the test.
                from:
                  uri: kamelet:carrier-sftp-source
                  parameters:
                    carrier: %1$s
                    host: %2$s
                    port: %3$d
                    username: %1$s
                    privateKeyFile: %4$s
                    delay: 200
                    minAge: 0s
                    splitter: edi
                    acknowledge: asked
                  steps:
                    - to:
                        uri: kamelet:carrier-inbound-sink
            - route:
                id: carrier-in-%1$s-acknowledge
                description: Answers the carrier of the test.
                errorHandler:
                  noErrorHandler: {}
                from:
                  uri: kamelet:carrier-ack-source
                  parameters:
                    carrier: %1$s
                    schedule: "0/1 * * * * ?"
                  steps:
                    - to:
                        uri: kamelet:partner-sftp-sink
                        parameters:
                          host: %2$s
                          port: %3$d
                          username: %1$s
                          privateKeyFile: %4$s
            """;

    private final List<String> numbers = new ArrayList<>();
    private final List<Integer> asked = new ArrayList<>();
    private int interchanges;

    @TempDir
    Path folder = Path.of("unset");

    @Tag("slow")
    @Test
    void manyKillsLoseNoNumberAndRepeatNone() throws Exception {
        killed(12, 6, new Random().nextLong());
    }

    /** @param files of each carrier in a round */
    private void killed(int rounds, int files, long seed) throws Exception {
        Random random = new Random(seed);
        Path data = folder.resolve("data");
        AccountStore.Created account = TestPartners.account(data);
        try (TestPartners partners = TestPartners.start(folder.resolve("server"), data)) {
            Map<String, String> environment = settings(partners, account);
            Pickup customersFiles = new Pickup(partners.inbox());
            Pickup x12 = new Pickup(partners.answers("freightline_ltl"));
            Pickup edifact = new Pickup(partners.answers("bring"));
            List<Pickup> all = List.of(customersFiles, x12, edifact);
            try (HubProcess hub = HubProcess.start(folder, environment);
                    TestCustomer customer = hub.customer(account)) {
                for (int round = 0; round < rounds; round++) {
                    drop(partners, customer, files);
                    Callable<Boolean> moment = moment(random, files, partners, all);
                    await().atMost(PATIENCE)
                            .pollInterval(Duration.ofMillis(1 + random.nextInt(20)))
                            .until(moment);
                    hub.kill();
                    look(all);
                    hub.restart();
                }
                String how = "seed " + seed;
                await().atMost(PATIENCE).untilAsserted(() -> assertComplete(how, all));
                // what comes last shows that nothing else was still on its way
                drop(partners, customer, 1);
                await().atMost(PATIENCE).untilAsserted(() -> assertComplete(how, all));

                assertThat(sets(customersFiles)).as(how).containsExactlyInAnyOrderElementsOf(numbers);
                assertNumbered(how, "nordic-retail", customersFiles, ISA);
                assertNumbered(how, "ack-freightline_ltl", x12, ISA);
                assertNumbered(how, "ack-bring", edifact, UNB);
                for (int control : asked) {
                    assertThat(mentions(x12, "TA1*%09d*".formatted(control)))
                            .as(how)
                            .isEqualTo(1);
                    assertThat(mentions(x12, "AK1*QM*" + control + "~")).as(how).isEqualTo(1);
                    assertThat(mentions(edifact, "UCI+" + control + "+"))
                            .as(how)
                            .isEqualTo(1);
                }
                assertThat(x12.texts()).as(how).hasSameSizeAs(asked);
                assertThat(edifact.texts()).as(how).hasSameSizeAs(asked);
                assertThat(list(hub, "/admin/dead-letters", "dead_letters"))
                        .as(how)
                        .isEmpty();
                assertThat(list(hub, "/admin/edi-files?status=waiting", "edi_files"))
                        .as(how)
                        .isEmpty();
            }
        }
    }

    private Map<String, String> settings(TestPartners partners, AccountStore.Created account) throws IOException {
        EditedHub.prepare(folder);
        for (String carrier : List.of("freightline_ltl", "bring")) {
            EditedHub.copy(Path.of("edi-mappings", carrier), folder.resolve("edi-mappings/" + carrier));
            Files.writeString(
                    folder.resolve("routes/carriers/" + carrier + ".camel.yaml"), partners.route(CARRIER, carrier));
        }
        // files of few events: many uploads to be killed in
        Files.writeString(
                Files.createDirectories(folder.resolve("routes/customers")).resolve("nordic-retail.camel.yaml"),
                Files.readString(Path.of("routes/customers/nordic-retail.camel.yaml"))
                        .replaceFirst("( +)fallbackScac", "$1maxEvents: 5\n$1fallbackScac"));
        Map<String, String> environment = new LinkedHashMap<>();
        partners.customer(account.accountNumber())
                .forEach((name, value) -> environment.put(Settings.environmentName(name), value));
        environment.put("HUB_KAFKA_FLUSH", "os");
        environment.put("HUB_ROUTES_DIR", folder.resolve("routes").toString());
        environment.put("HUB_MAPPINGS_DIR", folder.resolve("edi-mappings").toString());
        return environment;
    }

    /** Files of both carriers with shipments of their own; two of three ask to be acknowledged. */
    private void drop(TestPartners partners, TestCustomer customer, int files) throws Exception {
        for (int file = 0; file < files; file++) {
            int control = ++interchanges;
            boolean asks = control % 3 != 0;
            if (asks) {
                asked.add(control);
            }
            List<String> trucks = numbers("7700", control);
            List<String> parcels = numbers("3704", control);
            customer.trackAll("freightline_ltl", trucks);
            customer.trackAll("bring", parcels);
            numbers.addAll(trucks);
            numbers.addAll(parcels);
            String[] sets = IntStream.range(0, MESSAGES)
                    .mapToObj(i -> CarrierFiles.status("%04d".formatted(i + 1), trucks.get(i)))
                    .toArray(String[]::new);
            partners.drop("freightline_ltl", control + ".edi", CarrierFiles.x12(control, asks, sets));
            partners.drop("bring", control + ".edi", CarrierFiles.edifact("UNOC", control, asks, parcels, "KARI"));
        }
    }

    private static List<String> numbers(String prefix, int control) {
        return IntStream.range(0, MESSAGES)
                .mapToObj(i -> "%s%04d%010d".formatted(prefix, control, i))
                .toList();
    }

    /** When the hub is to be killed: in one of the steps between the carriers' files and what is made of them. */
    private static Callable<Boolean> moment(Random random, int files, TestPartners partners, List<Pickup> all)
            throws IOException {
        look(all);
        int more = done(all) + 1 + random.nextInt(files * 2);
        int taken = taken(partners) + 1 + random.nextInt(files);
        Callable<Boolean> enough = () -> look(all) && done(all) >= more;
        return switch (random.nextInt(3)) {
            case 0 -> enough;
            case 1 -> () -> taken(partners) >= taken;
            default -> () -> all.get(random.nextInt(all.size())).isUploading() || enough.call();
        };
    }

    private static int done(List<Pickup> all) {
        return all.stream().mapToInt(pickup -> pickup.files().size()).sum();
    }

    private static int taken(TestPartners partners) {
        return TestPartners.files(partners.outbox("freightline_ltl").resolve("archive"))
                        .size()
                + TestPartners.files(partners.outbox("bring").resolve("archive"))
                        .size();
    }

    private static boolean look(List<Pickup> all) throws IOException {
        for (Pickup pickup : all) {
            pickup.look();
        }
        return true;
    }

    /** Everything is there, the customer's files first among the pickups and then the carriers' acknowledgements. */
    private void assertComplete(String how, List<Pickup> all) throws IOException {
        look(all);
        assertThat(sets(all.get(0))).as(how).containsAll(numbers);
        assertThat(all.get(1).texts().size()).as(how).isGreaterThanOrEqualTo(asked.size());
        assertThat(all.get(2).texts().size()).as(how).isGreaterThanOrEqualTo(asked.size());
    }

    /** The shipments of all files, each as often as there is a transaction set about it. */
    private static List<String> sets(Pickup files) {
        return files.texts().stream()
                .flatMap(text -> SET.matcher(text).results())
                .map(found -> found.group(1))
                .toList();
    }

    /** Names and control numbers count from 1. */
    private static void assertNumbered(String how, String outlet, Pickup files, Pattern control) {
        List<String> names = IntStream.rangeClosed(1, files.files().size())
                .mapToObj(number -> "%s-%09d.edi".formatted(outlet, number))
                .toList();
        assertThat(files.files().keySet()).as(how).containsExactlyElementsOf(names);
        assertThat(files.texts().stream().map(text -> number(control, text)).toList())
                .as(how)
                .containsExactlyElementsOf(
                        IntStream.rangeClosed(1, names.size()).boxed().toList());
    }

    private static int number(Pattern control, String text) {
        Matcher found = control.matcher(text);
        assertThat(found.find()).as(text).isTrue();
        return Integer.parseInt(found.group(1));
    }

    private static long mentions(Pickup files, String segment) {
        return files.texts().stream()
                .filter(text -> text.replace("\n", "").contains(segment))
                .count();
    }

    private static JsonNode list(HubProcess hub, String path, String name) throws Exception {
        return TestHub.json(hub.manage("GET", path, new byte[0])).path(name);
    }
}
