package io.caravanserai.intake;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.camel.Route;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The shipped carrier files. */
class CarrierRoutesTest {
    @Test
    void withoutCredentialsTheyLoadAndOnlyTheWebhooksAreThere(@TempDir Path folder) throws Exception {
        try (IntakeHarness hub = IntakeHarness.start(folder, Map.of())) {
            loadAll(hub);

            assertThat(carrierRoutes(hub))
                    .containsExactly(
                            "carrier-in-bring-webhook",
                            "carrier-in-dhl_universal-webhook",
                            "carrier-in-dpd-webhook",
                            "carrier-in-fedex-webhook",
                            "carrier-in-inpost-webhook",
                            "carrier-in-ups-token",
                            "carrier-in-ups-webhook",
                            "carrier-in-usps-webhook");
        }
    }

    @Test
    void whenSwitchedOnTheyAllRun(@TempDir Path folder) throws Exception {
        Map<String, String> on = Stream.of(
                        "hub.sandbox",
                        "carrier.ups.poll.enabled",
                        "carrier.dhl_express.poll.enabled",
                        "carrier.postnord.poll.enabled",
                        "carrier.bring.sftp.enabled",
                        "carrier.bring.poll.enabled",
                        "carrier.freightline_ltl.sftp.enabled",
                        "carrier.bluewater_lines.sftp.enabled",
                        "carrier.nordic_couriers.sftp.enabled",
                        "carrier.millstone_freight.sftp.enabled",
                        "carrier.royalmail.poll.enabled",
                        "carrier.evri.poll.enabled",
                        "carrier.dhl_parcel_de.poll.enabled",
                        "carrier.dhl_universal.poll.enabled",
                        "carrier.mydhl.poll.enabled",
                        "carrier.fedex.poll.enabled",
                        "carrier.usps.poll.enabled",
                        "carrier.canadapost.poll.enabled",
                        "carrier.inpost.poll.enabled",
                        "carrier.inpost.shipx.enabled")
                .collect(Collectors.toMap(name -> name, name -> "true"));
        try (IntakeHarness hub = IntakeHarness.start(folder, on)) {
            loadAll(hub);

            assertThat(carrierRoutes(hub))
                    .containsExactly(
                            "carrier-in-bluewater_lines-sftp",
                            "carrier-in-bring-poll",
                            "carrier-in-bring-sftp",
                            "carrier-in-bring-webhook",
                            "carrier-in-canadapost-poll",
                            "carrier-in-dhl_express-poll",
                            "carrier-in-dhl_parcel_de-poll",
                            "carrier-in-dhl_universal-poll",
                            "carrier-in-dhl_universal-webhook",
                            "carrier-in-dpd-webhook",
                            "carrier-in-evri-poll",
                            "carrier-in-fedex-poll",
                            "carrier-in-fedex-webhook",
                            "carrier-in-freightline_ltl-sftp",
                            "carrier-in-inpost-poll",
                            "carrier-in-inpost-shipx-poll",
                            "carrier-in-inpost-webhook",
                            "carrier-in-millstone_freight-sftp",
                            "carrier-in-mydhl-poll",
                            "carrier-in-nordic_couriers-sftp",
                            "carrier-in-postnord-poll",
                            "carrier-in-royalmail-poll",
                            "carrier-in-sandbox-webhook",
                            "carrier-in-ups-poll",
                            "carrier-in-ups-token",
                            "carrier-in-ups-webhook",
                            "carrier-in-usps-poll",
                            "carrier-in-usps-webhook");
            assertThat(hub.context.getRoutes())
                    .filteredOn(route -> route.getRouteId().startsWith("carrier-in-"))
                    .allSatisfy(route -> assertThat(route.getDescription()).endsWith("."));
        }
    }

    private static void loadAll(IntakeHarness hub) throws Exception {
        try (Stream<Path> files = Files.list(Path.of("routes/carriers"))) {
            for (Path file : files.sorted().toList()) {
                hub.load(file.toString());
            }
        }
    }

    private static List<String> carrierRoutes(IntakeHarness hub) {
        return hub.context.getRoutes().stream()
                .map(Route::getRouteId)
                .filter(id -> id.startsWith("carrier-in-"))
                .sorted()
                .toList();
    }
}
