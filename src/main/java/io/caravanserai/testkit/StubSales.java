package io.caravanserai.testkit;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What a {@link LabelStub} sold. Like many a carrier it sells the same reference twice when it is asked twice. */
public final class StubSales {
    private final Map<String, List<Sale>> byReference = new HashMap<>();
    private final Map<String, String> referenceOf = new HashMap<>();
    private long numbers = 100_000_000;

    /**
     * One sale.
     *
     * @param trackingNumbers of its parcels in order; the first is the shipment's
     */
    public record Sale(String reference, List<String> trackingNumbers) {
        public Sale {
            trackingNumbers = List.copyOf(trackingNumbers);
        }
    }

    /** Sells labels for so many parcels. */
    public synchronized Sale sell(String reference, int parcels) {
        List<String> sold = new ArrayList<>();
        for (int i = 0; i < parcels; i++) {
            String number = "STUB" + ++numbers;
            sold.add(number);
            referenceOf.put(number, reference);
        }
        Sale sale = new Sale(reference, sold);
        byReference.computeIfAbsent(reference, key -> new ArrayList<>()).add(sale);
        return sale;
    }

    /** What was sold under a reference and not given back; of two the first. */
    public synchronized Optional<Sale> find(String reference) {
        return byReference.getOrDefault(reference, List.of()).stream().findFirst();
    }

    /** The sale with a tracking number. */
    public synchronized Optional<Sale> withNumber(String trackingNumber) {
        return find(referenceOf.getOrDefault(trackingNumber, ""))
                .filter(sale -> sale.trackingNumbers().contains(trackingNumber));
    }

    /** Takes back the sale with a tracking number; whether there was one. */
    public synchronized boolean giveBack(String trackingNumber) {
        Optional<Sale> sale = withNumber(trackingNumber);
        sale.ifPresent(found ->
                byReference.getOrDefault(found.reference(), new ArrayList<>()).remove(found));
        return sale.isPresent();
    }

    /** Takes back one parcel of a sale; whether there was one with that number. */
    public synchronized boolean giveBackParcel(String trackingNumber) {
        Optional<Sale> sale = withNumber(trackingNumber);
        sale.ifPresent(found -> {
            List<String> rest = new ArrayList<>(found.trackingNumbers());
            rest.remove(trackingNumber);
            List<Sale> sales = byReference.getOrDefault(found.reference(), new ArrayList<>());
            sales.remove(found);
            if (!rest.isEmpty()) {
                sales.add(new Sale(found.reference(), rest));
            }
        });
        return sale.isPresent();
    }

    /** References that were sold more often than once, without what was given back: none, if the buyer is careful. */
    public synchronized long duplicates() {
        return byReference.values().stream().filter(sales -> sales.size() > 1).count();
    }

    /** Sales that were not given back. */
    public synchronized long sold() {
        return byReference.values().stream().mapToLong(List::size).sum();
    }

    /** Tracking numbers of all sales that were not given back. */
    public synchronized List<String> trackingNumbers() {
        return byReference.values().stream()
                .flatMap(List::stream)
                .flatMap(sale -> sale.trackingNumbers().stream())
                .toList();
    }
}
