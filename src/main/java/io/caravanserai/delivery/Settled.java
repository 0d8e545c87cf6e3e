package io.caravanserai.delivery;

/**
 * A delivery after an attempt, to be written to the store.
 *
 * @param subscriptionId its lane
 * @param fence that under which the lane had read it: by then another node may have the lane
 * @param n number of this attempt, from 1, replays included
 * @param tries attempts since the delivery was made or last replayed
 */
record Settled(
        String subscriptionId, long fence, String deliveryId, int n, int tries, Attempt attempt, Outcome outcome) {}
