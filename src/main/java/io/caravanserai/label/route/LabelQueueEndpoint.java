package io.caravanserai.label.route;

import io.caravanserai.budget.CarrierAccount;
import io.caravanserai.budget.Rate;
import io.caravanserai.config.Settings;
import io.caravanserai.label.buy.RetryPolicy;
import io.caravanserai.label.check.BoughtLabelCheck;
import io.caravanserai.label.check.CheckRate;
import io.caravanserai.label.queue.CutOffs;
import io.caravanserai.label.queue.LaneSettings;
import io.caravanserai.label.queue.Priorities;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apache.camel.Consumer;
import org.apache.camel.Processor;
import org.apache.camel.Producer;
import org.apache.camel.support.DefaultEndpoint;

/** The account at a carrier whose labels a route makes, with its limits as parameters. */
public final class LabelQueueEndpoint extends DefaultEndpoint {
    private final String carrier;
    private String account = "default";
    private String customers = "";
    private String rate = "";
    private int maxInFlight = 4;
    private String cutOff = "";
    private String priorities = "";
    private String retries = "5s,30s,2m,10m,30m,1h,3h,6h";
    private String settle = "40s";
    private String selfCheck = "never";

    LabelQueueEndpoint(String uri, LabelQueueComponent component, String carrier) {
        super(uri, component);
        this.carrier = carrier;
    }

    /** Name of the account, as in the carrier's other routes. */
    public void setAccount(String account) {
        this.account = account;
    }

    /** Account numbers of customers, separated by commas; empty for all others. */
    public void setCustomers(String customers) {
        this.customers = customers;
    }

    /** {@link Rate}; empty for none. */
    public void setRate(String rate) {
        this.rate = rate;
    }

    public void setMaxInFlight(int maxInFlight) {
        this.maxInFlight = maxInFlight;
    }

    /** {@link CutOffs}. */
    public void setCutOff(String cutOff) {
        this.cutOff = cutOff;
    }

    /** {@link Priorities}. */
    public void setPriorities(String priorities) {
        this.priorities = priorities;
    }

    /** Waits between attempts, separated by commas. */
    public void setRetries(String retries) {
        this.retries = retries;
    }

    /** {@link RetryPolicy#settle()}; longer than a call may take. */
    public void setSettle(String settle) {
        this.settle = settle;
    }

    /** Whose barcodes are compared with the carrier's number: {@link CheckRate}. */
    public void setSelfCheck(String selfCheck) {
        this.selfCheck = selfCheck;
    }

    /** @throws IllegalArgumentException when {@code selfCheck} cannot be used */
    BoughtLabelCheck check() {
        return new BoughtLabelCheck(CheckRate.parse(selfCheck));
    }

    /** @throws IllegalArgumentException naming the parameter that cannot be used */
    LaneSettings settings() {
        return new LaneSettings(
                new CarrierAccount(carrier, account),
                Arrays.stream(customers.split(",", -1))
                        .map(String::trim)
                        .filter(name -> !name.isEmpty())
                        .collect(Collectors.toSet()),
                rate.isBlank() ? Optional.empty() : Optional.of(Rate.parse(rate)),
                maxInFlight,
                CutOffs.parse(cutOff),
                Priorities.parse(priorities),
                new RetryPolicy(
                        Arrays.stream(retries.split(",", -1))
                                .map(wait -> Settings.parseDuration(wait.trim()))
                                .toList(),
                        Settings.parseDuration(settle)));
    }

    @Override
    public Consumer createConsumer(Processor processor) {
        return new LabelQueueConsumer(this, processor, ((LabelQueueComponent) getComponent()).queue());
    }

    @Override
    public Producer createProducer() {
        throw new UnsupportedOperationException(
                "label-queue: is where a route begins, labels are queued by POST /shipments");
    }
}
