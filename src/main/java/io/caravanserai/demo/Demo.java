package io.caravanserai.demo;

import io.caravanserai.config.HubConfig;
import io.caravanserai.config.Settings;
import io.caravanserai.event.InboundMessage;
import io.caravanserai.event.Json;
import io.caravanserai.event.TrackingEvent;
import io.caravanserai.kafka.Topics;
import io.caravanserai.runtime.Hub;
import io.caravanserai.testkit.CarrierStub;
import io.caravanserai.testkit.WebhookCaller;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import picocli.CommandLine.Help.Ansi;

/**
 * The demo's plot: a parcel of Bring from its EDIFACT file to the customer's webhook, then six more carriers, then a label
 * of the hub's own.
 */
public final class Demo implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Story story;
    private final Settings settings;
    private final Deque<AutoCloseable> parts = new ArrayDeque<>();
    private final String run = String.valueOf(System.currentTimeMillis() / 1000).substring(2);
    private final String hero = "3704" + run + "012345";
    /** What is to tell of the hero's stages; told in the order of the flow, however the threads that see them race. */
    private final BlockingQueue<Runnable> heroKept = new LinkedBlockingQueue<>();

    private final BlockingQueue<Runnable> heroHarmonized = new LinkedBlockingQueue<>();
    private final BlockingQueue<Runnable> heroDelivered = new LinkedBlockingQueue<>();
    /** Events of the other carriers: two of the LTL carrier, one of each other. */
    private final CountDownLatch othersHarmonized = new CountDownLatch(7);

    private final CountDownLatch othersDelivered = new CountDownLatch(7);
    private final Set<String> told = ConcurrentHashMap.newKeySet();

    private Demo(Settings settings, Story story) {
        this.settings = settings;
        this.story = story;
    }

    /** A demo that tells its story on {@code out}, in colours where {@code ansi} says so. */
    public static Demo on(Settings settings, PrintWriter out, Ansi ansi) {
        return new Demo(settings, new Story(out, ansi));
    }

    /** Runs the story; afterwards everything stays up until {@link #close()}. */
    public Hub play() throws IOException, InterruptedException {
        HubConfig config = HubConfig.from(settings);
        DemoWorld world = part(DemoWorld.start(config));
        long starting = System.nanoTime();
        Hub hub = part(Hub.start(world.settings(settings)));
        story.title(String.format(
                "Caravanserai: one parcel from a carrier's file to a customer's webhook (hub started in %.1f s)",
                (System.nanoTime() - starting) / 1e9));
        part(Topic.watch(
                config.kafka().brokers().orElse("127.0.0.1:" + config.kafka().port()),
                List.of(config.kafka().topic(Topics.INBOUND), config.kafka().topic(Topics.EVENTS)),
                (topic, record) -> watch(config, topic, record)));
        Customer customer = new Customer("http://127.0.0.1:" + hub.httpPort(), world.account());
        String secret = customer.subscribe("tracking", world.sink().url());
        story.step(
                "customer",
                "Demo Shop has account " + customer.account() + " and gets webhooks at "
                        + world.sink().url());
        String shipment = followHero(world, customer, secret);
        others(world, customer, hub);
        String labelled = new LabelStory(story, customer).play(world.sink(), run, PATIENCE);
        commands(hub, customer, shipment, labelled);
        return hub;
    }

    /** Adds a line of the narrator's. */
    public void say(String text) {
        story.title(text);
    }

    private String followHero(DemoWorld world, Customer customer, String secret)
            throws IOException, InterruptedException {
        String shipment = customer.track("bring", hero);
        story.step("customer", "POST /trackers: parcel " + hero + " of Bring is shipment " + shipment);
        world.sink().answer((received, response) -> {
            if (received.text().contains(hero)) {
                heroDelivered.add(() -> {
                    story.step(
                            "webhook",
                            "Demo Shop received " + received.id() + ", signature "
                                    + (received.verified(secret) ? "verified" : "NOT VALID"));
                    story.block(Story.pretty(received.body()));
                });
            } else if (told.add(received.id())) {
                othersDelivered.countDown();
            }
            response.setStatusCode(204).end();
        });
        Instant now = Instant.now().truncatedTo(ChronoUnit.MINUTES);
        String file = Payload.of(
                "bring.edi",
                ZoneId.of("Europe/Oslo"),
                now,
                Map.of("number", hero, "consignment", "70" + run + "1", "control", run));
        world.drop("bring", "IFTSTA_" + run + ".edi", file);
        story.step("carrier", "Bring puts IFTSTA_" + run + ".edi on its sFTP server");
        story.block(file);
        tell(heroKept, 1, "the hub to fetch the file");
        tell(heroHarmonized, 2, "the events to be harmonized");
        tell(heroDelivered, 2, "the webhooks");
        ediFile(world);
        return shipment;
    }

    /** The same events reach the customer as an EDI file too. */
    private void ediFile(DemoWorld world) throws IOException, InterruptedException {
        long until = System.nanoTime() + PATIENCE.toNanos();
        while (System.nanoTime() < until) {
            try (Stream<Path> files = Files.list(world.inbox())) {
                for (Path file :
                        files.filter(f -> f.toString().endsWith(".edi")).toList()) {
                    String text = Files.readString(file, StandardCharsets.ISO_8859_1);
                    if (text.contains(hero)) {
                        story.step("edi file", "Demo Shop found " + file.getFileName() + " in its sFTP folder");
                        story.block(text.replace("~", "~\n"));
                        return;
                    }
                }
            }
            TimeUnit.MILLISECONDS.sleep(100);
        }
        throw inVain("the customer's EDI file");
    }

    private void watch(HubConfig config, String topic, ConsumerRecord<String, byte[]> record) {
        if (topic.equals(config.kafka().topic(Topics.INBOUND))) {
            InboundMessage message = Json.read(record.value(), InboundMessage.class);
            if (new String(message.body(), StandardCharsets.ISO_8859_1).contains(hero)) {
                String place = ", partition " + record.partition() + " offset " + record.offset();
                heroKept.add(() -> story.step("intake", Story.sentence(message) + place));
            }
            return;
        }
        TrackingEvent event = Json.read(record.value(), TrackingEvent.class);
        if (event.carrierTrackingId().equals(hero)) {
            heroHarmonized.add(() -> {
                story.step("harmonized", Story.sentence(event));
                story.line("   because " + event.origin().codeRow() + " and "
                        + event.origin().mapping());
            });
        } else {
            story.line(Story.sentence(event));
            othersHarmonized.countDown();
        }
    }

    private void others(DemoWorld world, Customer customer, Hub hub) throws IOException, InterruptedException {
        story.title("The same for other carriers, each in its own way");
        Instant now = Instant.now().truncatedTo(ChronoUnit.MINUTES);
        OffsetDateTime at = now.atOffset(ZoneOffset.ofHours(1));
        String ups = "1Z999AA1" + run + "84";
        world.api()
                .scan(run + "01", new CarrierStub.Scan(at, "PU", "", "Shipment picked up", "Milan - Italy", "IT"))
                .scan(
                        "00340" + run + "0001",
                        new CarrierStub.Scan(at, "EN_ROUTE", "", "In transit", "Stockholm", "SE"));
        customer.track("ups", ups);
        customer.track("dhl_express", run + "01");
        customer.track("postnord", "00340" + run + "0001");
        customer.track("freightline_ltl", run);
        customer.track("nordic_couriers", "NC" + run);
        customer.track("sandbox", "SB" + run);
        String api = "http://127.0.0.1:" + hub.httpPort() + "/carriers/";
        WebhookCaller.token(api + "ups/events", "credential", DemoWorld.UPS_TOKEN)
                .send(bytes(Payload.of("ups.json", ZoneOffset.UTC, now, Map.of("number", ups))));
        WebhookCaller.open(api + "sandbox/events")
                .send(Json.bytes(Map.of(
                        "tracking_number",
                        "SB" + run,
                        "code",
                        "delivery/delivered/with_signature",
                        "time",
                        now.toString(),
                        "city",
                        "Rotterdam",
                        "country",
                        "NL")));
        world.drop(
                "freightline_ltl",
                "214_" + run + ".edi",
                Payload.of(
                        "freightline_ltl.edi",
                        ZoneId.of("America/Chicago"),
                        now,
                        Map.of("number", run, "control9", "0" + run)));
        world.drop(
                "nordic_couriers",
                "scans_" + run + ".csv",
                Payload.of("nordic_couriers.csv", ZoneId.of("Europe/Stockholm"), now, Map.of("number", "NC" + run)));
        await(othersHarmonized, "the events of the other carriers");
        await(othersDelivered, "the webhooks of the other carriers");
        story.line(told.size() + " more webhooks delivered to Demo Shop.");
    }

    private void commands(Hub hub, Customer customer, String shipment, String labelled)
            throws IOException, InterruptedException {
        String api = "http://localhost:" + hub.httpPort();
        story.title("Open in a browser what the recipient sees:");
        story.line(customer.page(shipment));
        story.title("Open the console, and log in with the token of that file:");
        story.line("http://localhost:" + hub.managementPort() + "   " + hub.adminTokenFile());
        story.title("Try, in another terminal while the hub runs:");
        story.line("curl -s " + api + "/track -H 'x-key: " + customer.key()
                + "' -H 'x-version: v1' -H 'content-type: application/json' -d '{\"ids\":[\"" + shipment + "\"]}'");
        story.line("curl -s " + api + "/carriers/sandbox/events -d '{\"tracking_number\":\"SB" + run
                + "\",\"code\":\"post_delivery/proof/proof_of_delivery\",\"time\":\""
                + Instant.now().truncatedTo(ChronoUnit.SECONDS) + "\"}'");
        story.line("curl -s " + api + "/shipments/" + labelled + "/labels -H 'x-key: " + customer.key()
                + "' -H 'x-version: v1' -H 'accept: application/zpl'");
        story.line("./hub try bring edi-mappings/bring/samples/delivered.edi");
        story.line("./hub check");
        story.line("./hub account add \"My Shop\"");
    }

    private static void tell(BlockingQueue<Runnable> stage, int wanted, String what) throws InterruptedException {
        for (int i = 0; i < wanted; i++) {
            Runnable next = stage.poll(PATIENCE.toSeconds(), TimeUnit.SECONDS);
            if (next == null) {
                throw inVain(what);
            }
            next.run();
        }
    }

    private static void await(CountDownLatch latch, String what) throws InterruptedException {
        if (!latch.await(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
            throw inVain(what);
        }
    }

    static DemoFailure inVain(String what) {
        return new DemoFailure("The demo waited in vain for " + what + "; the log above tells more.");
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private <T extends AutoCloseable> T part(T part) {
        parts.push(part);
        return part;
    }

    @Override
    public void close() throws Exception {
        if (!parts.isEmpty()) {
            story.title("Stopping.");
        }
        while (!parts.isEmpty()) {
            parts.pop().close();
        }
    }
}
