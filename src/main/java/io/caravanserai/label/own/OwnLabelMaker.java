package io.caravanserai.label.own;

import com.fasterxml.jackson.databind.JsonNode;
import io.caravanserai.label.buy.CarrierAnswer;
import io.caravanserai.label.buy.LabelDocument;
import io.caravanserai.label.buy.LabelFailure;
import io.caravanserai.label.buy.LabelMaker;
import io.caravanserai.label.buy.LabelOrder;
import io.caravanserai.label.buy.SoldParcel;
import io.caravanserai.label.check.OwnLabelCheck;
import io.caravanserai.label.gs1.Gs1Exception;
import io.caravanserai.label.model.Item;
import io.caravanserai.label.model.LabelModel;
import io.caravanserai.label.model.LabelSize;
import io.caravanserai.label.sscc.SsccNumbers;
import io.caravanserai.label.sscc.SsccUsedUpException;
import io.caravanserai.label.template.LabelException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Makes labels with SSCCs of the account's range. What is kept is the label's data; before that it is composed once, so
 * that a label which is sold can be drawn. An order that is made again after a crash gets new numbers, those before are
 * never used.
 */
public final class OwnLabelMaker implements LabelMaker {
    private static final Map<String, String> PLACES = Map.of(
            "from", "$.shipment.addresses.from_address",
            "to", "$.shipment.addresses.to_address",
            "carrier", "$.carrier",
            "content", "$.shipment.parcels[].goods_description",
            "reference", "$.shipment.references",
            "routing text", "routing_text in meta_data",
            "routing barcode", "postal_code of the receiver, routing_code in meta_data",
            "ship-to data matrix", "$.shipment.addresses.to_address");

    private final OwnLabels labels;
    private final LabelTemplates templates;
    private final SsccNumbers numbers;
    private final OwnLabelCheck check;

    public OwnLabelMaker(OwnLabels labels, LabelTemplates templates, SsccNumbers numbers, OwnLabelCheck check) {
        this.labels = labels;
        this.templates = templates;
        this.numbers = numbers;
        this.check = check;
    }

    @Override
    public CarrierAnswer make(LabelOrder order) {
        try {
            LabelSize size = LabelSize.of(order.size())
                    .orElseThrow(() -> new LabelException(
                            "$.label_request.size",
                            "is '" + order.size() + "', not one of " + String.join(", ", LabelSize.CODES)));
            List<SoldParcel> parcels = new ArrayList<>();
            for (int i = 0; i < order.parcelIds().size(); i++) {
                parcels.add(parcel(order.request(), i, number(order, i), size));
            }
            return new CarrierAnswer.Sold(order.shipmentNumber(), parcels);
        } catch (LabelException e) {
            return rejected(e.getMessage() + place(e.field()));
        } catch (SsccUsedUpException | Gs1Exception e) {
            return rejected(String.valueOf(e.getMessage()));
        }
    }

    private static CarrierAnswer rejected(String why) {
        return new CarrierAnswer.Rejected(new LabelFailure(LabelFailure.GENERATION, why, null));
    }

    /** Where the request has what the hub's own template calls so; empty for parts of other templates. */
    static String place(String field) {
        return PLACES.containsKey(field) ? " (" + PLACES.get(field) + ")" : "";
    }

    private SsccNumbers.Given number(LabelOrder order, int index) {
        boolean numbered = order.trackingNumbers().size() == order.parcelIds().size();
        return numbered
                ? SsccNumbers.Given.of(order.trackingNumbers().get(index))
                : numbers.next(order.accountNumber());
    }

    private SoldParcel parcel(JsonNode request, int index, SsccNumbers.Given number, LabelSize size)
            throws LabelException {
        OwnLabel label = label(templates, request, index, number);
        LabelModel model = labels.compose(label, size);
        if (number.test()) {
            requireMark(label, model);
        }
        Optional<String> fault = check.fault(model);
        if (fault.isPresent()) {
            throw new LabelException("barcodes", "do not read as they should: " + fault.get());
        }
        return new SoldParcel(
                number.sscc(),
                furtherNumbers(label.data()),
                Optional.of(new LabelDocument(OwnLabel.FORMAT, label.bytes())));
    }

    /** Refuses a label that does not show the mark, on one line or on several of one part. */
    static void requireMark(OwnLabel label, LabelModel model) throws LabelException {
        Map<String, String> texts = model.items().stream()
                .filter(Item.TextLine.class::isInstance)
                .map(Item.TextLine.class::cast)
                .collect(Collectors.toMap(
                        Item.TextLine::field,
                        line -> line.text().text().strip(),
                        (above, below) -> above + " " + below));
        if (texts.values().stream().noneMatch(text -> text.contains(ParcelData.MARK))) {
            throw new LabelException(label.template(), "does not show test.mark: add a text of it to the template");
        }
    }

    /** The label of a parcel by the template of its service. */
    static OwnLabel label(LabelTemplates templates, JsonNode request, int index, SsccNumbers.Given number)
            throws LabelException {
        String template = templates.nameFor(request.at("/carrier/service/code").asText());
        return new OwnLabel(template, ParcelData.of(request, index, number));
    }

    private static Map<String, String> furtherNumbers(JsonNode data) {
        String routing = data.at("/gs1/routing_code")
                .asText(data.at("/gs1/country_and_post_code").asText());
        return routing.isEmpty() ? Map.of() : Map.of("routing", routing);
    }
}
