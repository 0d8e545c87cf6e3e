package io.caravanserai.http;

import java.util.Locale;

/** What who operates the hub may do. */
public enum Role {
    /** Sees everything and acts; shows the admin token. */
    OPERATOR,
    /** Sees everything and acts on nothing; shows the viewer token. */
    VIEWER;

    /** The word in the store, in the audit log and on pages. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    public boolean acts() {
        return this == OPERATOR;
    }
}
