package io.caravanserai.console;

/** The pages of the console in the order of its navigation; those that nobody has added are not shown. */
public enum Place {
    FLOW("/", "Flow"),
    ATTENTION("/attention", "Needs attention"),
    SHIPMENTS("/shipments", "Shipments"),
    PARTNERS("/partners", "Partners"),
    TRY("/try", "Try-out"),
    ROUTES("/routes", "Routes"),
    LABELS("/labels", "Labels"),
    CHARTS("/charts", "Charts");

    private final String path;
    private final String title;

    Place(String path, String title) {
        this.path = path;
        this.title = title;
    }

    public String path() {
        return path;
    }

    public String title() {
        return title;
    }
}
