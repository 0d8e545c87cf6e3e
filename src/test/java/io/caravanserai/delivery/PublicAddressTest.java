package io.caravanserai.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.Future;
import java.net.InetAddress;
import java.util.List;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PublicAddressTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "0.0.0.0",
                "10.255.255.255",
                "100.64.0.1",
                "100.100.100.200",
                "127.0.0.1",
                "127.255.255.254",
                "169.254.169.254",
                "172.16.0.1",
                "172.31.255.255",
                "192.0.0.192",
                "192.0.2.1",
                "192.168.1.1",
                "198.18.0.1",
                "198.51.100.7",
                "203.0.113.7",
                "224.0.0.1",
                "255.255.255.255",
                "::",
                "::1",
                "::ffff:127.0.0.1",
                "::ffff:7f00:1",
                "::127.0.0.1",
                "64:ff9b::7f00:1",
                "64:ff9b:1::a00:1",
                "100::1",
                "2001::1",
                "2001:db8::1",
                "2002:7f00:1::",
                "3fff::1",
                "fc00::1",
                "fd00:ec2::254",
                "fe80::1",
                "fec0::1",
                "ff02::1"
            })
    void refuses(String address) {
        assertThat(PublicAddress.objection(TargetPolicy.literal(address).orElseThrow()))
                .isPresent();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1.1.1.1",
                "100.63.255.255",
                "100.128.0.1",
                "172.15.255.255",
                "172.32.0.1",
                "192.169.0.1",
                "93.184.216.34",
                "2606:2800:220:1:248:1893:25c8:1946",
                "2a00:1450:4001::200e",
                "[2a00:1450:4001::200e]"
            })
    void accepts(String address) {
        assertThat(PublicAddress.objection(TargetPolicy.literal(address).orElseThrow()))
                .isEmpty();
    }

    @Test
    void oneBadAddressRefusesAName() {
        TargetPolicy policy = new TargetPolicy(
                host -> Future.succeededFuture(List.of(address("93.184.216.34"), address("10.0.0.1"))), false);

        assertThatThrownBy(() -> policy.addresses("mixed.example")
                        .toCompletionStage()
                        .toCompletableFuture()
                        .join())
                .isInstanceOf(CompletionException.class)
                .hasRootCauseInstanceOf(RefusedTarget.class)
                .hasMessageContaining("10.0.0.1");
    }

    private static InetAddress address(String text) {
        return TargetPolicy.literal(text).orElseThrow();
    }
}
