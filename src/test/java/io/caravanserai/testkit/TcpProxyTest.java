package io.caravanserai.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class TcpProxyTest {
    private ServerSocket server;
    private TcpProxy proxy;

    @BeforeEach
    void start() throws IOException {
        server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        proxy = TcpProxy.before("127.0.0.1", server.getLocalPort());
    }

    @AfterEach
    void stop() throws IOException {
        proxy.close();
        server.close();
    }

    @Test
    void passesOnUntilToldToSwallow() throws IOException {
        try (Socket near = new Socket(InetAddress.getLoopbackAddress(), proxy.port());
                Socket far = server.accept()) {
            // Given a connection in use
            near.getOutputStream().write('a');
            assertThat(far.getInputStream().read()).isEqualTo('a');

            // When it becomes a black hole
            proxy.swallow(true);
            near.getOutputStream().write('b');

            // Then nothing arrives, and nothing ends
            far.setSoTimeout(200);
            assertThatThrownBy(() -> far.getInputStream().read()).isInstanceOf(SocketTimeoutException.class);
            assertThat(proxy.connectionsSoFar()).isEqualTo(1);
        }
    }

    @Test
    void breaksInTheMiddleOfAnUpload() throws IOException {
        try (Socket near = new Socket(InetAddress.getLoopbackAddress(), proxy.port());
                Socket far = server.accept()) {
            proxy.breakAfter(1_000);

            // When more is sent than that
            near.getOutputStream().write(new byte[64 * 1024]);

            // Then the server sees the end before it has all
            assertThat(far.getInputStream().readAllBytes().length).isLessThan(64 * 1024);
        }
    }

    @Test
    void refusesAndTakesAgain() throws IOException {
        proxy.refuse(true);
        try (Socket refused = new Socket(InetAddress.getLoopbackAddress(), proxy.port())) {
            assertThat(refused.getInputStream().read()).isEqualTo(-1);
        }

        proxy.refuse(false);
        await().untilAsserted(() -> {
            try (Socket near = new Socket(InetAddress.getLoopbackAddress(), proxy.port());
                    Socket far = server.accept()) {
                far.getOutputStream().write('c');
                assertThat(near.getInputStream().read()).isEqualTo('c');
            }
        });
    }
}
