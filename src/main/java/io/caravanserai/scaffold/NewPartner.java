package io.caravanserai.scaffold;

import io.caravanserai.harmonize.MappingLibrary;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.regex.Pattern;

/** What new carriers and customers have in common: their name, and that nothing of others is overwritten. */
final class NewPartner {
    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9]*(_[a-z0-9]+)*");
    private static final int LONGEST = 40;

    private NewPartner() {}

    /** @throws IllegalArgumentException saying how a name must be */
    static void checkName(String name) {
        if (!NAME.matcher(name).matches() || name.length() > LONGEST) {
            throw new IllegalArgumentException("The name '" + name
                    + "' cannot be used: write lower-case letters and digits, words joined by _, at most " + LONGEST
                    + " characters, as in acme_freight.");
        }
        if (MappingLibrary.OWN_FOLDERS.contains(name)) {
            throw new IllegalArgumentException(
                    "The name '" + name + "' is taken by a folder of the hub's own: choose another.");
        }
    }

    /** @throws IllegalArgumentException when the command was not given in the hub's own folder */
    static void checkThere(Path... folders) {
        for (Path folder : folders) {
            if (!Files.isDirectory(folder)) {
                throw new IllegalArgumentException("There is no folder " + folder.toAbsolutePath()
                        + ": run it in the hub's own folder, or name it by HUB_ROUTES_DIR and HUB_MAPPINGS_DIR.");
            }
        }
    }

    /** @throws IllegalArgumentException naming the file that is there already */
    static void checkFree(Path... places) {
        for (Path place : places) {
            if (Files.exists(place)) {
                throw new IllegalArgumentException(
                        place + " exists already and is left as it is: choose another name, or delete it first.");
            }
        }
    }

    /** Writes a file that is not there yet, with the folders above it. */
    static Path write(Path file, byte[] content) throws IOException {
        Path folder = file.getParent();
        if (folder != null) {
            Files.createDirectories(folder);
        }
        return Files.write(file, content, StandardOpenOption.CREATE_NEW);
    }

    /** Writes a filled-in template. */
    static Path write(Path file, String template, Map<String, String> values) throws IOException {
        return write(file, Template.fill(template, values).getBytes(StandardCharsets.UTF_8));
    }
}
