package io.caravanserai.intake;

import io.caravanserai.codec.Decoded;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.apache.camel.util.FileUtil;
import org.jspecify.annotations.Nullable;

/**
 * What one file holds.
 *
 * @param files none when it is no good
 * @param fault why it is no good, null when it is good
 * @param folder our own folder that they lie in, null when nothing had to be unpacked
 */
record FileContents(List<Decoded> files, @Nullable String fault, @Nullable Path folder) implements AutoCloseable {
    /** A file that is not packed. */
    static FileContents plain(TakenFile file) {
        return new FileContents(List.of(new Decoded("", file.local())), null, null);
    }

    static FileContents unpackedIn(Path folder) {
        return new FileContents(List.of(), null, folder);
    }

    FileContents with(List<Decoded> unpacked) {
        return new FileContents(unpacked, fault, folder);
    }

    FileContents because(String why) {
        return new FileContents(List.of(), why, folder);
    }

    Path ownFolder() {
        return Objects.requireNonNull(folder, "nothing was unpacked");
    }

    @Override
    public void close() {
        if (folder != null) {
            FileUtil.removeDir(folder.toFile());
        }
    }
}
