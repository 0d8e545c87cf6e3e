package io.caravanserai.intake;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.util.Locale;

/** One connection that is kept for call after call, as carriers keep theirs; it never connects anew. */
public final class KeptConnection implements AutoCloseable {
    private static final int PATIENCE_MILLIS = 120_000;

    private final Socket socket;
    private final InputStream in;
    private final OutputStream out;

    private KeptConnection(Socket socket) throws IOException {
        this.socket = socket;
        this.in = new BufferedInputStream(socket.getInputStream());
        this.out = socket.getOutputStream();
    }

    public static KeptConnection open(int port) throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.setTcpNoDelay(true);
        socket.setSoTimeout(PATIENCE_MILLIS);
        return new KeptConnection(socket);
    }

    /** Sends what comes before the body. */
    public void begin(String method, String path, int length) throws IOException {
        out.write((method + " " + path + " HTTP/1.1\r\nHost: hub\r\nContent-Length: " + length + "\r\n\r\n")
                .getBytes(ISO_8859_1));
        out.flush();
    }

    public void body(byte[] body) throws IOException {
        out.write(body);
        out.flush();
    }

    /**
     * Reads one answer.
     *
     * @throws EOFException when the connection ends before it is complete
     */
    public RawHttp.Answer answer() throws IOException {
        StringBuilder head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) {
            int next = in.read();
            if (next < 0) {
                throw new EOFException("the connection ended in an answer: '" + head + "'");
            }
            head.append((char) next);
        }
        byte[] body = in.readNBytes(length(head.toString()));
        return new RawHttp.Answer(Integer.parseInt(head.substring(9, 12)), head + new String(body, ISO_8859_1));
    }

    private static int length(String head) {
        return head.toLowerCase(Locale.ROOT)
                .lines()
                .filter(line -> line.startsWith("content-length:"))
                .map(line -> Integer.parseInt(
                        line.substring("content-length:".length()).strip()))
                .findFirst()
                .orElse(0);
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
