package io.caravanserai.cli;

import io.caravanserai.demo.DemoFailure;
import io.caravanserai.mapping.MappingException;
import io.caravanserai.runtime.StartFailure;
import io.caravanserai.secret.SecretMask;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.NoSuchFileException;
import java.util.Optional;

/** What went wrong, in words for who typed the command; what nobody foresaw has none and is shown whole. */
final class Failures {
    private Failures() {}

    /** Without secrets of the process. */
    static Optional<String> words(Exception failure) {
        return plain(failure).map(SecretMask.ofProcess()::mask);
    }

    private static Optional<String> plain(Exception failure) {
        if (failure instanceof StartFailure
                || failure instanceof DemoFailure
                || failure instanceof MappingException
                || failure instanceof IllegalArgumentException) {
            return Optional.of(String.valueOf(failure.getMessage()));
        }
        if (failure instanceof NoSuchFileException missing) {
            return Optional.of("There is no file " + missing.getFile() + ": check the path, which begins in the folder"
                    + " where you are.");
        }
        if (failure instanceof AccessDeniedException denied) {
            return Optional.of("The file " + denied.getFile() + " may not be read or written by "
                    + System.getProperty("user.name") + ": change its rights, or be another user.");
        }
        if (failure instanceof FileAlreadyExistsException there) {
            return Optional.of("The file " + there.getFile() + " is there already: name another.");
        }
        return failure instanceof IOException ? Optional.of("It failed: " + failure.getMessage()) : Optional.empty();
    }
}
