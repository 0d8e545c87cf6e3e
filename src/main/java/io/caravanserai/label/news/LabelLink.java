package io.caravanserai.label.news;

import io.caravanserai.label.model.LabelSize;
import io.caravanserai.label.render.LabelFormat;
import java.net.URI;

/** Where a label is to be had when it is too large to be sent. */
@FunctionalInterface
public interface LabelLink {
    URI of(String shipmentId, String parcelId, LabelFormat format, LabelSize size);
}
