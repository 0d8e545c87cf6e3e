package io.caravanserai.store;

import java.sql.SQLException;
import org.jspecify.annotations.Nullable;
import org.sqlite.SQLiteException;

/** The store could not do its work; nothing of the failed transaction was kept. */
public final class StoreException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public StoreException(String message, Throwable cause) {
        super(message, cause);
    }

    static StoreException writing(Throwable cause) {
        return new StoreException("the store could not write: " + cause.getMessage(), cause);
    }

    /**
     * Whether the data is to blame, so that trying again is useless: a broken constraint or a value the database cannot
     * keep. False when the database itself is in trouble.
     */
    public boolean isDataFault() {
        for (Throwable cause = getCause(); cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLiteException sqlite) {
                return isDataFault(sqlite);
            }
            if (cause instanceof SQLException sql && isDataFault(sql.getSQLState())) {
                return true;
            }
        }
        return false;
    }

    private static boolean isDataFault(SQLiteException e) {
        // the low byte is the primary result code: https://www.sqlite.org/rescode.html
        return switch (e.getResultCode().code & 0xff) {
            case 18, 19, 20, 25 -> true; // TOOBIG, CONSTRAINT, MISMATCH, RANGE
            default -> false;
        };
    }

    /** Classes 22 (data exception) and 23 (integrity constraint violation) of ISO/IEC 9075. */
    private static boolean isDataFault(@Nullable String sqlState) {
        return sqlState != null && (sqlState.startsWith("22") || sqlState.startsWith("23"));
    }
}
