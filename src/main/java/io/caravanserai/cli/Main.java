package io.caravanserai.cli;

/** Entry point of {@code ./hub}. */
public final class Main {
    private Main() {}

    public static void main(String[] args) {
        System.exit(0);
    }
}
