package io.caravanserai.intake;

import io.caravanserai.config.Settings;

/** The parameters {@code lookup*} of the Kamelet {@code carrier-poll-source}, as Camel sets them one by one. */
public final class LookupSettings {
    private String url = "";
    private String path = "";
    private String life = "1d";

    /** Address to ask for the parcel's id; empty when the carrier is asked by tracking number. */
    public void setUrl(String url) {
        this.url = url;
    }

    /** See {@link KeyScanner}. */
    public void setPath(String path) {
        this.path = path;
    }

    public void setLife(String life) {
        this.life = life;
    }

    boolean isWanted() {
        return !url.isBlank();
    }

    String url() {
        return url;
    }

    /**
     * @throws IllegalArgumentException when path or life cannot be used
     */
    IdLookup.Settings settings() {
        return new IdLookup.Settings(url, path, Settings.parseDuration(life));
    }
}
