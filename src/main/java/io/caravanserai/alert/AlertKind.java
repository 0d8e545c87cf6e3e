package io.caravanserai.alert;

/** What may need a person. */
public enum AlertKind {
    /** A customer's endpoint answered 410 Gone and is not called any more. */
    ENDPOINT_GONE("endpoint_gone"),
    /** A customer's endpoint has failed for so long that it will be disabled. */
    ENDPOINT_FAILING("endpoint_failing"),
    /** A customer's endpoint has failed for too long and is not called any more. */
    ENDPOINT_DISABLED("endpoint_disabled"),
    /** A partner's server shows another host key than the one that is trusted. */
    HOST_KEY("host_key"),
    /** A carrier's server cannot be polled. */
    ROUTE_DOWN("route_down"),
    /** A poll hangs or has stopped: nothing was heard of it for three intervals. */
    POLL_DEAD("poll_dead"),
    /** A partner's file cannot be taken, however often it is tried. */
    FILE_STUCK("file_stuck"),
    /** A partner's mailbox is full. */
    MAILBOX_FULL("mailbox_full"),
    /** Somebody tries passwords or keys at the mailbox. */
    MAILBOX_LOGIN("mailbox_login"),
    /** A listener's certificate expires soon, or new files for it cannot be used. */
    CERTIFICATE("certificate");

    private final String word;

    AlertKind(String word) {
        this.word = word;
    }

    /** The word in answers, in the store and in logs. */
    public String word() {
        return word;
    }
}
