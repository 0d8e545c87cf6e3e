package io.caravanserai.runtime;

import io.caravanserai.config.HubConfig;
import io.caravanserai.config.HubProperty;
import io.caravanserai.label.check.CheckRate;
import io.caravanserai.label.check.OwnLabelCheck;
import io.caravanserai.label.own.LabelTemplates;
import io.caravanserai.label.own.OwnLabelMaker;
import io.caravanserai.label.own.OwnLabels;
import io.caravanserai.label.queue.LabelQueue;
import io.caravanserai.label.queue.LaneSettings;
import io.caravanserai.label.render.LabelRenderer;
import io.caravanserai.label.sscc.SsccNumbers;
import io.caravanserai.label.sscc.SsccRangeStore;
import io.caravanserai.label.template.LabelComposer;
import io.caravanserai.label.text.FontChain;
import io.caravanserai.store.Database;
import java.time.Clock;

/** What makes and draws the labels of the carrier {@code in_house}. */
final class OwnLabelWiring {
    private final LabelTemplates templates;
    private final OwnLabels labels;
    private final OwnLabelMaker maker;

    OwnLabelWiring(HubConfig config, Database database, Clock clock) {
        LabelRenderer renderer = new LabelRenderer();
        LabelComposer composer =
                new LabelComposer(new FontChain(config.labelFontsDir().orElse(null)));
        this.templates = new LabelTemplates(config.mappingsDir());
        this.labels = new OwnLabels(templates, composer, renderer);
        this.maker = new OwnLabelMaker(
                labels,
                templates,
                new SsccNumbers(new SsccRangeStore(database, clock), clock),
                OwnLabelCheck.of(rate(config), renderer));
    }

    private static CheckRate rate(HubConfig config) {
        try {
            return CheckRate.parse(config.labelSelfCheck());
        } catch (IllegalArgumentException e) {
            throw new StartFailure(HubProperty.LABEL_SELF_CHECK.key() + ": " + e.getMessage(), e);
        }
    }

    LabelTemplates templates() {
        return templates;
    }

    /** Draws what was kept of them. */
    OwnLabels labels() {
        return labels;
    }

    /** Begins to make the labels that wait. */
    void open(LabelQueue queue) {
        queue.open(LaneSettings.here("in_house"), maker.asCarrier());
    }
}
