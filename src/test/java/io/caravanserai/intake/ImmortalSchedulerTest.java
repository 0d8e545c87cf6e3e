package io.caravanserai.intake;

import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.file.GenericFileFilter;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ImmortalSchedulerTest {
    @Test
    void anErrorEndsNeitherPollingNorTheFilesItHadMarked(@TempDir Path folder) throws Exception {
        Files.writeString(folder.resolve("one"), "1");
        Files.writeString(folder.resolve("two"), "2");
        AtomicBoolean failed = new AtomicBoolean();
        GenericFileFilter<Object> angry = file -> {
            if (file.getFileName().equals("two") && failed.compareAndSet(false, true)) {
                throw new OutOfMemoryError("on request of the test");
            }
            return true;
        };
        ImmortalScheduler scheduler = new ImmortalScheduler();
        scheduler.setDelay(50);
        try (DefaultCamelContext context = new DefaultCamelContext()) {
            context.getRegistry().bind("scheduler", scheduler);
            context.getRegistry().bind("angry", angry);
            context.addRoutes(new RouteBuilder() {
                @Override
                public void configure() {
                    from("file:" + folder + "?scheduler=#scheduler&filter=#angry&preSort=true&move=done")
                            .routeId("files")
                            .log("taken");
                }
            });

            context.start();

            await().until(() -> Files.exists(folder.resolve("done/one")) && Files.exists(folder.resolve("done/two")));
        }
    }
}
