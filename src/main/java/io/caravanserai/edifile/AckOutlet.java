package io.caravanserai.edifile;

import io.caravanserai.edi.ack.AckDraft;
import io.caravanserai.edi.ack.AckProfile;
import io.caravanserai.event.Json;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The steps of the Kamelet carrier-ack-source: one file for each interchange of the carrier that is acknowledged. */
public final class AckOutlet extends FileOutlet {
    private String carrier = "";
    private String format = "auto";
    private String version = "";
    private boolean lineBreaks;
    private @Nullable AckProfile profile;

    public void setCarrier(String carrier) {
        this.carrier = carrier;
    }

    public void setFormat(String format) {
        this.format = format;
    }

    public void setVersion(String version) {
        this.version = version;
    }

    public void setLineBreaks(boolean lineBreaks) {
        this.lineBreaks = lineBreaks;
    }

    /**
     * Checks the profile.
     *
     * @throws IllegalArgumentException naming the parameter that is wrong
     */
    public void start() {
        if (carrier.isBlank()) {
            throw new IllegalArgumentException("carrier is required");
        }
        profile = new AckProfile(format, version, lineBreaks);
        open("");
    }

    @Override
    protected String outlet() {
        return AckQueue.outlet(carrier);
    }

    @Override
    protected String partner() {
        return carrier;
    }

    @Override
    protected boolean makeFile(NumberedFiles files) {
        return files.makeFile(1, "edi", this::write);
    }

    private FileDraft write(long control, List<byte[]> items) {
        if (profile == null) {
            throw new IllegalStateException("the outlet was not started");
        }
        try {
            AckDraft draft = Json.read(items.get(0), AckDraft.class);
            byte[] bytes = profile.write(draft, control, clock().instant().atOffset(ZoneOffset.UTC));
            return new FileDraft(bytes, Map.of(), null);
        } catch (IllegalArgumentException e) {
            return new FileDraft(new byte[0], Map.of(0, String.valueOf(e.getMessage())), null);
        }
    }
}
