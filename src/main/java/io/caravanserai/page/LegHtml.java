package io.caravanserai.page;

import io.caravanserai.event.TrackingEvent;
import io.caravanserai.html.Html;
import java.time.LocalDate;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Writes where a leg stands and its history. Of an event only code, time, city and country ever get here. */
final class LegHtml {
    private static final Set<String> COUNTRIES = Set.of(Locale.getISOCountries());

    private final Html html;
    private final PageTexts texts;

    LegHtml(Html html, PageTexts texts) {
        this.html = html;
        this.texts = texts;
    }

    /** What the leg's status is called. */
    String headline(Leg leg) {
        return leg.status()
                .map(now -> texts.ofCode(now.milestone(), now.code(), now.subCode()))
                .orElse(texts.of(Word.WAITING));
    }

    /** Headline and what belongs to it, as a heading of that level. */
    void status(Leg leg, String heading) {
        html.open("div", "class", "status " + leg.state().shape());
        icon(leg.state().shape());
        html.open("div").element(heading, headline(leg));
        leg.telling().ifPresent(event -> {
            CarrierTime when = CarrierTime.of(event);
            html.open("p", "class", "when").open("time", "datetime", when.machine());
            html.text(when.day(texts.locale()));
            clock(when);
            html.close("time");
            place(event).ifPresent(place -> html.constant(" · ").text(place));
            html.close("p");
        });
        html.close("div").close("div");
        leg.trouble().ifPresent(event -> {
            html.open("p", "class", "notice");
            icon(State.PROBLEM.shape());
            html.element("span", name(event)).close("p");
        });
        leg.estimate().ifPresent(this::estimate);
    }

    private void estimate(CarrierTime when) {
        html.open("p", "class", "estimate").element("span", texts.of(Word.ESTIMATED));
        html.open("time", "datetime", when.machine()).text(when.day(texts.locale()));
        clock(when);
        html.close("time").close("p");
    }

    /** The steps up to where the leg is; nothing for one that left the straight way. */
    void steps(Leg leg) {
        Optional<Step> reached = leg.status().flatMap(Step::of);
        if (reached.isEmpty()) {
            return;
        }
        html.open("ol", "class", "steps", "role", "list", "aria-label", texts.of(Word.PROGRESS));
        for (Step step : Step.values()) {
            boolean isNow = step == reached.get();
            String[] attributes = isNow
                    ? new String[] {"class", "now", "aria-current", "step"}
                    : new String[] {"class", step.compareTo(reached.get()) < 0 ? "done" : "open"};
            boolean waits = isNow && leg.state() == State.TO_COLLECT;
            html.element("li", texts.of(waits ? Word.STEP_TO_COLLECT : step.word()), attributes);
        }
        html.close("ol");
    }

    /** Newest first, by day. */
    void history(Leg leg, String dayHeading) {
        html.open("ol", "class", "days", "role", "list");
        @Nullable LocalDate day = null;
        for (int i = leg.events().size() - 1; i >= 0; i--) {
            TrackingEvent.Event event = leg.events().get(i);
            CarrierTime when = CarrierTime.of(event);
            if (!when.date().equals(day)) {
                if (day != null) {
                    html.close("ol").close("li");
                }
                day = when.date();
                html.open("li").element(dayHeading, when.day(texts.locale()));
                html.open("ol", "class", "events", "role", "list");
            }
            event(event, when);
        }
        if (day != null) {
            html.close("ol").close("li");
        }
        html.close("ol");
    }

    private void event(TrackingEvent.Event event, CarrierTime when) {
        State state = Leg.state(event);
        html.open("li", "class", state.shape());
        boolean isRoutine = state == State.MOVING || state == State.WAITING;
        icon(isRoutine ? "dot" : state.shape());
        html.open("p").element("span", name(event), "class", "what");
        place(event).ifPresent(place -> html.element("span", place, "class", "where"));
        html.close("p").open("time", "datetime", when.machine()).text(when.clock());
        zone(when);
        html.close("time").close("li");
    }

    private void clock(CarrierTime when) {
        if (when.time().isPresent()) {
            html.constant(", <span class=\"clock\">").text(when.clock());
            zone(when);
            html.close("span");
        }
    }

    private void zone(CarrierTime when) {
        if (!when.zone().isEmpty()) {
            html.constant(" ").element("small", when.zone());
        }
    }

    private String name(TrackingEvent.Event event) {
        TrackingEvent.Codes.Gluey code = event.codes().gluey();
        return texts.ofCode(code.milestone(), code.code(), code.subCode());
    }

    private Optional<String> place(TrackingEvent.Event event) {
        TrackingEvent.Address address = event.location().address();
        if (address == null) {
            return Optional.empty();
        }
        String place = Stream.of(Optional.ofNullable(address.city()), country(address.isoCountry()))
                .flatMap(Optional::stream)
                .filter(part -> !part.isBlank())
                .collect(Collectors.joining(", "));
        return Optional.of(place).filter(known -> !known.isEmpty());
    }

    private Optional<String> country(@Nullable String alpha2) {
        if (alpha2 == null || !COUNTRIES.contains(alpha2)) {
            return Optional.empty();
        }
        return Optional.of(new Locale.Builder().setRegion(alpha2).build().getDisplayCountry(texts.locale()));
    }

    /** The words beside it say the same. */
    void icon(String shape) {
        html.constant("<svg aria-hidden=\"true\" focusable=\"false\"><use href=\"#" + shape + "\"/></svg>");
    }
}
