package io.caravanserai.delivery.edi;

import io.caravanserai.config.Settings;
import io.caravanserai.edi.EdiParty;
import io.caravanserai.edi.X12Writer;
import io.caravanserai.edi.status.StatusTables;
import io.caravanserai.edifile.FileOutlet;
import io.caravanserai.edifile.NumberedFiles;
import io.caravanserai.event.Json;
import io.caravanserai.tracing.Traces;
import io.caravanserai.tracking.ShipmentEvent;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.SpanKind;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The steps of the Kamelet customer-edi-source: files of the customer's waiting events. */
public final class EdiOutlet extends FileOutlet {
    private static final int MOST_EVENTS = 10_000;

    private static final AttributeKey<String> PARTNER = AttributeKey.stringKey("caravanserai.partner");
    private static final AttributeKey<Long> CONTROL = AttributeKey.longKey("caravanserai.edi.control_number");

    private String customer = "";
    private Traces traces = Traces.off();
    private String account = "";
    private String format = "csv";
    private String sender = "";
    private String senderQualifier = "";
    private String receiver = "";
    private String receiverQualifier = "";
    private String version = "";
    private boolean test;
    private String fallbackScac = "";
    private String scacs = "";
    private String codes = "";
    private String mappings = "";
    private String applicationSender = "";
    private String applicationReceiver = "";
    private String syntax = "UNOC:3";
    private String delimiters = "*>^~";
    private boolean lineBreaks;
    private boolean una = true;
    private String association = "";
    private boolean acknowledge;
    private String ackDue = "";
    private String referenceQualifier = "CU";
    private String references = "";
    private int maxEvents = 500;
    private StatusTables tables = new StatusTables();
    private @Nullable EdiProfile profile;
    private @Nullable Object offeredWith;

    public void setCustomer(String customer) {
        this.customer = customer;
    }

    public void setAccount(String account) {
        this.account = account;
    }

    public void setFormat(String format) {
        this.format = format;
    }

    public void setSender(String sender) {
        this.sender = sender;
    }

    public void setSenderQualifier(String senderQualifier) {
        this.senderQualifier = senderQualifier;
    }

    public void setReceiver(String receiver) {
        this.receiver = receiver;
    }

    public void setReceiverQualifier(String receiverQualifier) {
        this.receiverQualifier = receiverQualifier;
    }

    public void setVersion(String version) {
        this.version = version;
    }

    public void setTest(boolean test) {
        this.test = test;
    }

    public void setFallbackScac(String fallbackScac) {
        this.fallbackScac = fallbackScac;
    }

    /** SCACs as {@code carrier=CODE}, separated by commas. */
    public void setScacs(String scacs) {
        this.scacs = scacs;
    }

    /** A code table of the customer's own; empty for that of the standard. */
    public void setCodes(String codes) {
        this.codes = codes;
    }

    /** The folder edi-mappings. */
    public void setMappings(String mappings) {
        this.mappings = mappings;
    }

    public void setApplicationSender(String applicationSender) {
        this.applicationSender = applicationSender;
    }

    public void setApplicationReceiver(String applicationReceiver) {
        this.applicationReceiver = applicationReceiver;
    }

    /** EDIFACT syntax identifier and version such as {@code UNOC:3}. */
    public void setSyntax(String syntax) {
        this.syntax = syntax;
    }

    /** Of X12: element, component, repetition, segment; four characters. */
    public void setDelimiters(String delimiters) {
        this.delimiters = delimiters;
    }

    public void setLineBreaks(boolean lineBreaks) {
        this.lineBreaks = lineBreaks;
    }

    public void setUna(boolean una) {
        this.una = una;
    }

    public void setAssociation(String association) {
        this.association = association;
    }

    public void setAcknowledge(boolean acknowledge) {
        this.acknowledge = acknowledge;
    }

    /** How long after its upload a file must be acknowledged, such as {@code 24h}; empty when no answer is expected. */
    public void setAckDue(String ackDue) {
        this.ackDue = ackDue;
    }

    /** EDIFACT 1153 of the customer's own number. */
    public void setReferenceQualifier(String referenceQualifier) {
        this.referenceQualifier = referenceQualifier;
    }

    /** Qualifiers as {@code meta data key=qualifier}, separated by commas. */
    public void setReferences(String references) {
        this.references = references;
    }

    /** Where code tables come from; a running hub exchanges them when they are edited. */
    public void setTables(StatusTables tables) {
        this.tables = tables;
    }

    /** Where uploads are told, in the trace of each event of the file. */
    public void setTraces(Traces traces) {
        this.traces = traces;
    }

    public void setMaxEvents(int maxEvents) {
        this.maxEvents = maxEvents;
    }

    /**
     * Checks the profile and begins to queue the account's events.
     *
     * @throws IllegalArgumentException naming the parameter that is wrong
     */
    public void start() {
        if (customer.isBlank() || account.isBlank()) {
            throw new IllegalArgumentException("customer and account are required");
        }
        if (maxEvents < 1 || maxEvents > MOST_EVENTS) {
            throw new IllegalArgumentException("maxEvents is " + maxEvents + " but must be 1 to " + MOST_EVENTS);
        }
        EdiProfile checked = readProfile();
        // writing nothing tells at start what would else fail at the first file
        StatusFile.write(checked, tables, 1, List.of(), clock().instant());
        profile = checked;
        open(account);
    }

    private EdiProfile readProfile() {
        EdiProfile.Format wanted = EdiProfile.Format.of(format);
        boolean csv = wanted == EdiProfile.Format.CSV;
        Path table = codes.isBlank() ? Path.of(mappings, wanted.folder(), "status-codes.csv") : Path.of(codes);
        return new EdiProfile(
                wanted,
                csv ? new EdiParty("", "hub") : new EdiParty(senderQualifier, sender),
                csv ? new EdiParty("", customer) : new EdiParty(receiverQualifier, receiver),
                applicationSender,
                applicationReceiver,
                version.isBlank() ? wanted.defaultVersion() : version,
                syntax,
                readDelimiters(),
                una,
                association,
                test,
                acknowledge,
                ackDue.isBlank() ? null : Settings.parseDuration(ackDue),
                referenceQualifier,
                pairs("references", references, "key=QUALIFIER"),
                fallbackScac.isBlank() ? null : fallbackScac,
                pairs("scacs", scacs, "carrier=CODE"),
                table);
    }

    private X12Writer.Delimiters readDelimiters() {
        if (delimiters.length() != 4) {
            throw new IllegalArgumentException("delimiters is '" + delimiters
                    + "' but must be four characters: element, component, repetition, segment");
        }
        return new X12Writer.Delimiters(
                delimiters.charAt(0), delimiters.charAt(1), delimiters.charAt(2), delimiters.charAt(3), lineBreaks);
    }

    private static Map<String, String> pairs(String name, String text, String wanted) {
        Map<String, String> table = new HashMap<>();
        for (String pair : text.split(",", -1)) {
            int equals = pair.indexOf('=');
            if (equals > 0) {
                table.put(
                        pair.substring(0, equals).strip(),
                        pair.substring(equals + 1).strip());
            } else if (!pair.isBlank()) {
                throw new IllegalArgumentException(name + " has '" + pair + "' but wants " + wanted);
            }
        }
        return table;
    }

    @Override
    protected String outlet() {
        return customer;
    }

    @Override
    protected String partner() {
        return customer;
    }

    @Override
    protected void uploaded(NumberedFiles files, long control, Duration took) {
        if (traces.on()) {
            Instant ended = traces.now();
            Attributes about = Attributes.of(PARTNER, customer, CONTROL, control);
            files.items(control)
                    .forEach(item -> traces.step(
                            EdiOutbox.eventId(item), "customer file", SpanKind.CLIENT, ended.minus(took), about));
        }
    }

    @Override
    protected boolean makeFile(NumberedFiles files) {
        EdiProfile agreed = profile;
        if (agreed == null) {
            throw new IllegalStateException("the outlet was not started");
        }
        offerLeftOut(files, agreed);
        return files.makeFile(
                maxEvents,
                agreed.format().ending(),
                (control, items) -> StatusFile.write(
                        agreed,
                        tables,
                        control,
                        items.stream()
                                .map(item -> Json.read(item, ShipmentEvent.class))
                                .toList(),
                        clock().instant()));
    }

    /** Events without a row in the code table are tried again once it says something else, and after a start. */
    private void offerLeftOut(NumberedFiles files, EdiProfile agreed) {
        Object table = agreed.format() == EdiProfile.Format.CSV ? agreed : tables.of(agreed.codes());
        if (!table.equals(offeredWith)) {
            files.offerLeftOut();
            offeredWith = table;
        }
    }
}
