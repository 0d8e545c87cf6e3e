package io.caravanserai.mailbox;

import io.caravanserai.intake.TakenFile;

/** Puts a partner's file on the backbone. */
@FunctionalInterface
public interface FileTaker {
    /**
     * Takes a file; it may come again when this fails, or when the hub dies before it is noted as taken.
     *
     * @return the folder that it is kept in, {@code archive} or another
     * @throws Exception when it could not be taken; it is tried again later
     */
    String take(TakenFile file) throws Exception;
}
