package io.caravanserai.intake;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.util.List;

/** Sends requests byte for byte, those that no HTTP client would send included. */
public final class RawHttp {
    private static final int PATIENCE_MILLIS = 120_000;

    private RawHttp() {}

    /**
     * One answer.
     *
     * @param text the whole of it
     */
    public record Answer(int status, String text) {}

    /** One call on a connection of its own. */
    public static Answer send(int port, String method, String path, List<String> headers, byte[] body)
            throws IOException {
        ByteArrayOutputStream request = new ByteArrayOutputStream();
        request.writeBytes((method + " " + path + " HTTP/1.1\r\nHost: hub\r\nConnection: close\r\nContent-Length: "
                        + body.length + "\r\n")
                .getBytes(UTF_8));
        for (String header : headers) {
            request.writeBytes((header + "\r\n").getBytes(UTF_8));
        }
        request.writeBytes("\r\n".getBytes(UTF_8));
        request.writeBytes(body);
        String answer = exchange(port, request.toByteArray());
        return new Answer(Integer.parseInt(answer.substring(9, 12)), answer);
    }

    /** Sends these bytes; all that comes back until the other side closes. */
    public static String exchange(int port, byte[] request) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout(PATIENCE_MILLIS);
            socket.getOutputStream().write(request);
            return new String(socket.getInputStream().readAllBytes(), ISO_8859_1);
        }
    }
}
