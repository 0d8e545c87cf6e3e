package io.caravanserai.cli;

import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.ServerSocket;

/** Ports that nobody used a moment ago. */
final class FreePorts {
    private FreePorts() {}

    static int one() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    /** The first of two in a row: the embedded broker takes a port and the next one. */
    static int two() throws IOException {
        while (true) {
            int first = one();
            try (ServerSocket next = new ServerSocket(first + 1, 1, InetAddress.getLoopbackAddress())) {
                return next.getLocalPort() - 1;
            } catch (BindException e) {
                // the next one is taken: look elsewhere
            }
        }
    }
}
