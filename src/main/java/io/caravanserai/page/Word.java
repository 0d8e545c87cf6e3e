package io.caravanserai.page;

/** What the page says beside the texts of events; {@code en.csv} has every one of them. */
enum Word {
    TITLE("page.title"),
    HISTORY("page.history"),
    WAITING("page.waiting"),
    NO_EVENTS("page.no_events"),
    CANCELLED("page.cancelled"),
    CANCELLED_HINT("page.cancelled_hint"),
    ESTIMATED("page.estimated"),
    LATEST("page.latest"),
    PARCEL("page.parcel"),
    WHOLE("page.whole"),
    PARCELS_DELIVERED("page.parcels_delivered"),
    PROGRESS("page.progress"),
    SUPPORT("page.support"),
    TIME_NOTE("page.time_note"),
    NOT_FOUND("page.not_found"),
    NOT_FOUND_HINT("page.not_found_hint"),
    STEP_ORDERED("step.ordered"),
    STEP_COLLECTED("step.collected"),
    STEP_ON_ITS_WAY("step.on_its_way"),
    STEP_OUT_FOR_DELIVERY("step.out_for_delivery"),
    STEP_TO_COLLECT("step.to_collect"),
    STEP_DELIVERED("step.delivered");

    private final String key;

    Word(String key) {
        this.key = key;
    }

    String key() {
        return key;
    }
}
