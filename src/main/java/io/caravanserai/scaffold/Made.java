package io.caravanserai.scaffold;

import java.nio.file.Path;
import java.util.List;

/**
 * What was written for a new partner.
 *
 * @param files in the order they were written
 * @param sample the sample among them; for a customer the route itself
 * @param codes how many carrier codes of the sample wait for a meaning
 * @param events how many events the sample gives
 */
public record Made(List<Path> files, Path sample, int codes, int events) {
    public Made {
        files = List.copyOf(files);
    }
}
