package io.caravanserai.behaviour;

import java.util.Optional;

/**
 * A session as the store has it.
 *
 * @param bound the profile it was given; empty when it was profile-less so far
 * @param living the profile that this one stands for now; empty when it is gone, too
 * @param context JSON
 * @param updatedAt milliseconds since 1970
 */
record SessionRow(
        Optional<String> bound, Optional<String> living, String context, boolean visitEnded, long updatedAt) {}
