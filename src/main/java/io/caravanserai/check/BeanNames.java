package io.caravanserai.check;

import java.util.Set;

/** The names under which routes find what the hub gives them; {@code ./hub check} holds routes to them. */
public final class BeanNames {
    /** Every name, those of Camel's own parts that the hub brings included. */
    public static final Set<String> ALL = Set.of(
            "cancelShipment",
            "closedWebhooks",
            "collectEvent",
            "commitBatch",
            "createLabelBatch",
            "createLabelledShipment",
            "createShipment",
            "createTrackers",
            "deadLetterStore",
            "deliveries",
            "delivery",
            "eventsPreflight",
            "forgetDeadLetters",
            "forgetFiles",
            "forgetInterchanges",
            "forgetLabelNews",
            "forgetRequests",
            "getShipment",
            "harmonizeBatch",
            "harmonizer",
            "hubDatabase",
            "keepExchangeRates",
            "labelAggregates",
            "labelBatch",
            "labelBatchDocument",
            "labelCollections",
            "labelGathering",
            "labelQueue",
            "labels",
            "linkedLabels",
            "metricsRegistry",
            "releaseLabels",
            "orderLabels",
            "replayDeliveries",
            "replayDelivery",
            "rotateSecret",
            "shipmentTrack",
            "statusTables",
            "storeBatch",
            "subscribe",
            "subscriptions",
            "takeExchangeRates",
            "trackBatch",
            "trackEvents",
            "trackKind",
            "trackQuery",
            "trackRefusal",
            "trackerScript",
            "trackingPage",
            "trackingPageLogo",
            "unsubscribe",
            "vertx",
            "wakeLanes");

    private BeanNames() {}
}
