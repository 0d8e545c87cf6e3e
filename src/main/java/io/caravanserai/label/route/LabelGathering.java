package io.caravanserai.label.route;

import io.caravanserai.label.news.LabelGroup;
import io.caravanserai.label.news.LabelGroups;
import java.util.Objects;
import org.apache.camel.AggregationStrategy;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.jspecify.annotations.Nullable;

/** Adds up what is gathered of labels that are released together; the headers tell a route what it has. */
public final class LabelGathering implements AggregationStrategy {
    /** Of which shipment or batch the labels are. */
    public static final String COLLECTION = "LabelCollection";
    /** How many shipments are waited for. */
    public static final String MISSING = "LabelsMissing";
    /** Milliseconds to the deadline; absent when there is none. */
    public static final String WAIT = "LabelsWait";

    private final LabelGroups groups;

    public LabelGathering(LabelGroups groups) {
        this.groups = groups;
    }

    static void describe(Message message, LabelGroup group, long now) {
        message.setBody(group);
        message.setHeader(COLLECTION, group.collection());
        message.setHeader(MISSING, group.missing());
        if (group.deadline() != null) {
            message.setHeader(WAIT, Math.max(1, group.deadline() - now));
        }
    }

    static LabelGroup group(Exchange exchange) {
        return Objects.requireNonNull(
                exchange.getMessage().getBody(LabelGroup.class), "label-aggregate: the body is no group of labels");
    }

    @Override
    public Exchange aggregate(@Nullable Exchange held, Exchange more) {
        if (held == null) {
            return more;
        }
        LabelGroup both = group(held).plus(group(more));
        held.getMessage().setBody(both);
        held.getMessage().setHeader(MISSING, both.missing());
        return held;
    }

    /**
     * What is complete with its first message never was in the repository, and Camel does not put it there: without this
     * it would be lost by a crash after the offsets are committed.
     */
    @Override
    public void onCompletion(Exchange complete) {
        if (complete.getProperty(LabelAggregates.COMPLETE) == null) {
            LabelGroup group = group(complete);
            groups.complete(new LabelGroups.Held(complete.getExchangeId(), group.collection(), 0, group));
        }
    }
}
