package io.caravanserai.check;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;

/**
 * Whether a server answers by its name, its port and, for https, its certificate. Nothing is asked of it, since each
 * call may count against a partner's budget.
 *
 * @param url as the route has it, placeholders of numbers included
 */
record HttpProbe(String url) implements Probe {
    private static final Pattern URL =
            Pattern.compile("(?:RAW\\()?(https?)://([^/:?#)]+)(?::(\\d{1,5}))?.*", Pattern.DOTALL);

    /** Where a URL leads. */
    private record Server(boolean isSecure, String host, int port) {}

    private Server server() throws Failed {
        Matcher matcher = URL.matcher(url);
        if (!matcher.matches()) {
            throw new Failed("is no http or https address: correct the route");
        }
        boolean isSecure = matcher.group(1).equals("https");
        String port = matcher.group(3);
        return new Server(isSecure, matcher.group(2), port == null ? isSecure ? 443 : 80 : Integer.parseInt(port));
    }

    /** Without path and query, where keys may stand. */
    @Override
    public String target() {
        try {
            Server server = server();
            return (server.isSecure ? "https://" : "http://") + server.host + ":" + server.port;
        } catch (Failed e) {
            return "url";
        }
    }

    @Override
    public String look(Duration limit) throws Failed {
        Server server = server();
        try (Socket socket = connect(server.host, server.port, limit)) {
            if (!server.isSecure) {
                return "reached without TLS; nothing was asked";
            }
            return "reached by " + handshake(socket, server, limit) + "; nothing was asked";
        } catch (IOException e) {
            throw new Failed("the connection broke: " + e.getMessage());
        }
    }

    private static String handshake(Socket socket, Server server, Duration limit) throws IOException, Failed {
        SSLSocketFactory factory = (SSLSocketFactory) SSLSocketFactory.getDefault();
        try (SSLSocket secure = (SSLSocket) factory.createSocket(socket, server.host, server.port, false)) {
            SSLParameters parameters = secure.getSSLParameters();
            parameters.setEndpointIdentificationAlgorithm("HTTPS");
            secure.setSSLParameters(parameters);
            secure.setSoTimeout((int) limit.toMillis());
            secure.startHandshake();
            return secure.getSession().getProtocol();
        } catch (SSLException e) {
            throw new Failed("TLS failed: " + e.getMessage() + "; is the address right and the certificate good?");
        } catch (SocketTimeoutException e) {
            throw new Failed("TLS got no answer within " + limit.toSeconds() + " s");
        }
    }

    /** Opens a connection, telling name, port and firewall apart. */
    static Socket connect(String host, int port, Duration limit) throws Failed {
        Socket socket = new Socket();
        try {
            socket.connect(new InetSocketAddress(InetAddress.getByName(host), port), (int) limit.toMillis());
            return socket;
        } catch (UnknownHostException e) {
            throw new Failed("the name " + host + " is not known to DNS: correct the route");
        } catch (SocketTimeoutException e) {
            throw new Failed("no answer within " + limit.toSeconds() + " s: is a firewall between?");
        } catch (ConnectException e) {
            throw new Failed("nobody listens on port " + port + ": correct the port, or ask the partner");
        } catch (IOException | IllegalArgumentException e) {
            throw new Failed("cannot be reached: " + e.getMessage());
        }
    }
}
