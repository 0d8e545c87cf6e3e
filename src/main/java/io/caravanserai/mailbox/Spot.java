package io.caravanserai.mailbox;

import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * A file's place as a partner names it.
 *
 * @param folder {@code inbox} or {@code outbox}
 * @param name of the file in it
 */
record Spot(String folder, String name) {
    private static final int LONGEST = 200;
    private static final List<String> UNFINISHED =
            List.of(".part", ".partial", ".tmp", ".temp", ".filepart", ".inprogress", ".writing", ".uploading");

    /** The file that a path names; empty for folders and what is not there. */
    static Optional<Spot> of(Path path) {
        Path plain = path.toAbsolutePath().normalize();
        if (plain.getNameCount() != 2) {
            return Optional.empty();
        }
        String folder = plain.getName(0).toString();
        return folder.equals(Home.INBOX) || folder.equals(Home.OUTBOX)
                ? Optional.of(new Spot(folder, plain.getName(1).toString()))
                : Optional.empty();
    }

    /** Where it is on the disk. */
    Path in(Home home) {
        return home.root().resolve(folder).resolve(name);
    }

    boolean isInbox() {
        return folder.equals(Home.INBOX);
    }

    /** Whether partners name files so while they upload them: {@code x.edi.part}, {@code .x.edi}. */
    boolean isUnfinishedName() {
        String lower = name.toLowerCase(Locale.ROOT);
        return name.startsWith(".") || UNFINISHED.stream().anyMatch(lower::endsWith);
    }

    /**
     * @throws AccessDeniedException when no file may have this name
     */
    static void checkName(String name) throws AccessDeniedException {
        if (name.isEmpty() || name.indexOf('/') >= 0 || name.equals(".") || name.equals("..")) {
            throw new AccessDeniedException("'" + name + "' is no name of a file");
        }
        checkPath(name);
        if (name.getBytes(StandardCharsets.UTF_8).length > LONGEST) {
            throw new AccessDeniedException("a file's name has at most " + LONGEST + " bytes");
        }
    }

    /**
     * @throws AccessDeniedException when there are control characters or line breaks in it, which would end up in logs
     */
    static void checkPath(String path) throws AccessDeniedException {
        if (path.codePoints().anyMatch(Spot::isForbidden)) {
            throw new AccessDeniedException("a name must not hold control characters or line breaks");
        }
    }

    private static boolean isForbidden(int character) {
        int type = Character.getType(character);
        return type == Character.CONTROL
                || type == Character.LINE_SEPARATOR
                || type == Character.PARAGRAPH_SEPARATOR
                || type == Character.SURROGATE;
    }
}
