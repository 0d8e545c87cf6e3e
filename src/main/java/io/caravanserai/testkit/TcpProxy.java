package io.caravanserai.testkit;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/**
 * A TCP connection's bad days: stands between two parts of a test, on a loopback port, and passes bytes on until it is
 * told to swallow them, to slow down, or to break.
 */
public final class TcpProxy implements AutoCloseable {
    private static final int CHUNK = 16 * 1024;
    private static final long MILLISECOND = 1_000_000;

    private final ServerSocket server;
    private final String host;
    private final int port;
    private final List<Socket> sockets = new CopyOnWriteArrayList<>();
    private final AtomicInteger connections = new AtomicInteger();
    private final AtomicLong upstreamLeft = new AtomicLong(Long.MAX_VALUE);
    private volatile boolean swallowing;
    private volatile boolean refusing;
    private volatile long bytesPerSecond = Long.MAX_VALUE;

    private TcpProxy(ServerSocket server, String host, int port) {
        this.server = server;
        this.host = host;
        this.port = port;
    }

    /** Starts one before {@code host:port}, on a free port. */
    public static TcpProxy before(String host, int port) {
        try {
            TcpProxy proxy = new TcpProxy(new ServerSocket(0, 50, InetAddress.getLoopbackAddress()), host, port);
            thread("tcp-proxy", proxy::accept);
            return proxy;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Where to connect instead. */
    public int port() {
        return server.getLocalPort();
    }

    /** How many connections have been made so far. */
    public int connectionsSoFar() {
        return connections.get();
    }

    /** From now on nothing arrives in either direction, and that one side ends is not told to the other: a black hole; or no longer. */
    public void swallow(boolean on) {
        swallowing = on;
    }

    /** From now on new connections are closed at once, and those that are open end; or no longer. */
    public void refuse(boolean on) {
        refusing = on;
        if (on) {
            breakAll();
        }
    }

    /** How fast each direction of each connection is. */
    public void slowDown(long bytesASecond) {
        bytesPerSecond = bytesASecond;
    }

    /** After so many further bytes to the server all connections break, once. */
    public void breakAfter(long bytesToServer) {
        upstreamLeft.set(bytesToServer);
    }

    /** All connections end. */
    public void breakAll() {
        sockets.forEach(this::close);
    }

    @Override
    public void close() {
        try {
            server.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            breakAll();
        }
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                Socket near = server.accept();
                connections.incrementAndGet();
                if (refusing) {
                    close(near);
                } else {
                    connect(near);
                }
            } catch (IOException e) {
                // the server is closed, or the one behind it does not listen; the loop asks
            }
        }
    }

    private void connect(Socket near) throws IOException {
        sockets.add(near);
        Socket far;
        try {
            far = new Socket(host, port);
        } catch (IOException e) {
            close(near);
            throw e;
        }
        sockets.add(far);
        near.setTcpNoDelay(true);
        far.setTcpNoDelay(true);
        thread("tcp-proxy-up", () -> pass(near, far, true));
        thread("tcp-proxy-down", () -> pass(far, near, false));
    }

    private void pass(Socket from, Socket to, boolean up) {
        byte[] chunk = new byte[CHUNK];
        try {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            for (int n = in.read(chunk); n >= 0; n = in.read(chunk)) {
                if (up && upstreamLeft.addAndGet(-n) < 0) {
                    upstreamLeft.set(Long.MAX_VALUE);
                    breakAll();
                    return;
                }
                if (!swallowing) {
                    out.write(chunk, 0, n);
                    pause(n);
                }
            }
            if (!swallowing) {
                to.shutdownOutput();
            }
        } catch (IOException e) {
            close(from);
            if (!swallowing) {
                close(to);
            }
        }
    }

    private void pause(int bytes) {
        if (bytesPerSecond != Long.MAX_VALUE) {
            LockSupport.parkNanos(bytes * 1000L * MILLISECOND / bytesPerSecond);
        }
    }

    private void close(Socket socket) {
        sockets.remove(socket);
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void thread(String name, Runnable work) {
        Thread thread = new Thread(work, name);
        thread.setDaemon(true);
        thread.start();
    }
}
