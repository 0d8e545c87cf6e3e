package io.caravanserai.bench;

import java.lang.management.ManagementFactory;

/** What a measure was taken on. */
final class Machine {
    private Machine() {}

    static String describe() {
        double load = ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage();
        return String.format(
                "machine: %d cores, Java %s, %s %s, heap %d MiB, load average before %.2f",
                Runtime.getRuntime().availableProcessors(),
                System.getProperty("java.version"),
                System.getProperty("os.name"),
                System.getProperty("os.version"),
                Runtime.getRuntime().maxMemory() / (1024 * 1024),
                load);
    }
}
