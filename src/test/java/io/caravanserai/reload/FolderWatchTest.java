package io.caravanserai.reload;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FolderWatchTest {
    Path folder = Path.of("unset");
    Path file = Path.of("unset");

    @BeforeEach
    void in(@TempDir Path temporary) throws IOException {
        folder = temporary.resolve("routes");
        Files.createDirectories(folder.resolve("carriers"));
        file = Files.writeString(folder.resolve("carriers/acme.camel.yaml"), "one");
    }

    @Test
    void aChangeIsToldOnceWhenTwoLooksAgree() throws Exception {
        FolderWatch watch = new FolderWatch(List.of(folder));
        Files.writeString(file, "");
        assertThat(watch.changes()).as("an editor has emptied the file").isEmpty();
        Files.writeString(file, "two");
        assertThat(watch.changes()).as("and now writes it").isEmpty();

        assertThat(watch.changes()).containsExactly(file);
        assertThat(watch.changes()).isEmpty();
    }

    @Test
    void newRenamedAndDeletedFilesAreTold() throws Exception {
        FolderWatch watch = new FolderWatch(List.of(folder));
        Path renamed = file.resolveSibling("renamed.camel.yaml");
        Path added = Files.writeString(folder.resolve("added.camel.yaml"), "new");

        Files.move(file, renamed, StandardCopyOption.ATOMIC_MOVE);

        assertThat(watch.changesNow()).containsExactlyInAnyOrder(file, renamed, added);
    }

    @Test
    void anEditIsToldWhenSizeAndTimeStayTheSame() throws Exception {
        FolderWatch watch = new FolderWatch(List.of(folder));
        FileTime time = Files.getLastModifiedTime(file);

        Files.writeString(file, "two");
        Files.setLastModifiedTime(file, time);

        assertThat(watch.changesNow()).containsExactly(file);
    }

    @Test
    void aNewTimeAloneIsNoChange() throws Exception {
        FolderWatch watch = new FolderWatch(List.of(folder));

        Files.setLastModifiedTime(file, FileTime.fromMillis(1_000));

        assertThat(watch.changesNow()).isEmpty();
    }

    @Test
    void samplesAndFilesOfEditorsAreLeftOut() throws Exception {
        FolderWatch watch = new FolderWatch(List.of(folder));
        Files.createDirectories(folder.resolve("acme/samples"));

        Files.writeString(folder.resolve("acme/samples/delivered.json"), "{}");
        Files.writeString(file.resolveSibling(".acme.camel.yaml.swp"), "x");
        Files.writeString(file.resolveSibling("acme.camel.yaml~"), "x");

        assertThat(watch.changesNow()).isEmpty();
    }

    @Test
    void aFolderThatIsAwayForAMomentIsNoDeletion() throws Exception {
        FolderWatch watch = new FolderWatch(List.of(folder));
        Path away = folder.resolveSibling("away");
        Files.move(folder, away);
        assertThat(watch.changes()).isEmpty();
        assertThat(watch.changesNow()).isEmpty();

        Files.move(away, folder);

        assertThat(watch.changesNow()).isEmpty();
    }
}
