package io.caravanserai.http;

/** Keeps what administrators do. */
public interface AdminActs {
    /**
     * What somebody is about to do.
     *
     * @param actor the role whose token was shown
     * @param address where the call came from
     * @param client what the caller's program says of itself, which nobody has checked
     * @param action method and path as the hub offers them, such as {@code DELETE /admin/dead-letters/:id}
     * @param object the path itself, which names what it is about
     * @param details those values of the body that tell more and are no secret
     */
    record Act(String actor, String address, String client, String action, String object, String details) {}

    /** Keeps the act before it is done; the number by which its end is told. */
    long begin(Act act);

    /**
     * Keeps how it ended.
     *
     * @param status of the answer
     * @param object what was made, where the answer says so; else what the act was about
     */
    void end(long id, int status, String object);
}
