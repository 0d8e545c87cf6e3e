package io.caravanserai.testkit.cluster;

import java.io.IOException;

/** Signals to processes by {@code kill}, since Java sends only two. */
final class Signals {
    private Signals() {}

    static void send(String name, long pid) throws IOException, InterruptedException {
        int sent = new ProcessBuilder("kill", "-" + name, String.valueOf(pid))
                .start()
                .waitFor();
        if (sent != 0) {
            throw new IOException("kill -" + name + " " + pid + " ended with " + sent);
        }
    }
}
