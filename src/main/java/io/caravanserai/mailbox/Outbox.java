package io.caravanserai.mailbox;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** The folder that a partner fetches from. A file is written where the partner does not see it, then moved. */
record Outbox(Home home, Space space) {
    /**
     * @throws IOException when the name is none that a file may have, or the mailbox is full
     */
    void put(String name, byte[] content) throws IOException {
        Spot.checkName(name);
        Path target = home.outbox().resolve(name);
        Path draft = home.drafts().resolve(name);
        long before = Home.size(target);
        space.grow(before, content.length);
        try {
            Files.write(draft, content);
            Home.sync(draft);
            Files.move(draft, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            Home.sync(home.outbox());
        } catch (IOException e) {
            space.shrink(content.length, before);
            throw e;
        }
    }
}
