package io.caravanserai.harmonize;

import java.util.List;

/**
 * Which keys a mapping may have at a place, and what they mean; docs/mapping-reference.md is written from it.
 *
 * @param what the place, in the words of findings
 */
record MappingKeys(String what, List<Key> keys) {
    static final MappingKeys FILE = of(
            "a mapping",
            key("carrier", "Name of the folder.", true),
            key("documents", "A list, one item for each shape of payload; the first that fits reads it.", true));

    static final MappingKeys DOCUMENT = of(
            "a document",
            key("name", "One word for this shape; findings and `codes.csv` name it.", true),
            key("format", "Its syntax.", true),
            key("when", "A path that must lead somewhere, or a list of them, all of which must."),
            key(
                    "each",
                    "What is repeated, outermost first: a name for the level, and the path to it from the document or a level above. A path that ends in ` ?` may lead nowhere without losing the level above; of a list of paths each is followed."),
            key("event", "Where the fields of an event are; it is read once for each innermost level."),
            key("problems", "How the carrier says that something is wrong, one item each."),
            key("codes", "`table` (the default): by `codes.csv`; `hub`: the carrier sends the hub's own codes."),
            key(
                    "number",
                    "`told` (the default); `asked`: the answer to a poll that does not name its parcel is about the number asked for."),
            key(
                    "embedded",
                    "Path, or a list, to JSON that stands in the payload as a text and is read as if it stood there."),
            key("jslt", "File with a JSLT script that transforms the payload first; JSON alone."),
            key("charset", "Of text that does not say so itself, such as `windows-1252`."),
            key("delimiter", "Between fields of CSV: one character, or `tab`; found out unless told."),
            key(
                    "header",
                    "`yes` (the default of CSV without `columns`) or `no`: whether the first line names the columns."),
            key("columns", "Names of the columns; of fixed width with their ranges, counted from 1, as `{awb: 1-12}`."),
            key("skip_lines", "Lines before the table."));

    static final MappingKeys EVENT = of(
            "event",
            key("tracking_number", "The carrier's number of the parcel or shipment.", true),
            key(
                    "code",
                    "What happened: one expression, or a list whose values are joined by `/` to the key of `codes.csv`.",
                    true),
            key("time", "When, local to the place: alternatives in order.", true),
            key("references", "Other numbers by which the shipment may be known, a list."),
            key("text", "The carrier's words."),
            key("location", "Where."),
            key("eta", "When delivery is expected, as `time` is."),
            key("signed_by", "Who took it."),
            key("reason", "Why, in the hub's words."),
            key("reason_code", "Why, as a key of `reasons.csv`."),
            key("condition", "Of the goods."),
            key("weight_dims", "As the carrier measured."),
            key("carrier_meta_data", "Further fields by names of your own."));

    static final MappingKeys LOCATION = of(
            "location",
            key("code", "The carrier's code of the place."),
            key("name", "Its name."),
            key("type", "What kind of place it is."),
            key("street", "Street."),
            key("city", "City."),
            key("state", "State or province; with the country it tells the time zone."),
            key("postal_code", "Postal code."),
            key("country", "Country, as a code of ISO 3166-1 or a name."),
            key("lat", "Latitude in degrees."),
            key("lng", "Longitude in degrees."));

    static final MappingKeys TIME = of(
            "a time",
            key("pick", "The text that holds the time.", true),
            key("format", "How it is written, one or a list; `iso` unless told."),
            key("format_code", "Where EDIFACT says how it is written (2379), in place of `format`."),
            key("utc", "The same moment in UTC; the difference is the offset."),
            key("zone", "Where a time without offset is, one rule or a list in order."));

    static final MappingKeys ZONE = of(
            "a zone",
            key("location", "Country and state of the event. Written plainly: `zone: location`. Basis `zone`."),
            key("iata", "An airport's or service area's code. Basis `zone`."),
            key("name", "The payload names the zone. Basis `zone`."),
            key("x12", "A time code of X12. Basis `zone`."),
            key("carrier", "A zone in which the carrier always reports, such as `Europe/Oslo`. Basis `zone`."),
            key("assumed", "A zone that is only likely. Basis `assumed_zone`."));

    static final MappingKeys PROBLEM = of(
            "a problem",
            key("when", "The path that leads to it; the node found is named `problem`.", true),
            key("only", "What the problem must have."),
            key("unless", "What it must not have."),
            key("code", "The carrier's code."),
            key("text", "The carrier's words."),
            key("kind", "What it means; `error` unless told."));

    static final List<MappingKeys> ALL = List.of(FILE, DOCUMENT, EVENT, LOCATION, TIME, ZONE, PROBLEM);

    MappingKeys {
        keys = List.copyOf(keys);
    }

    /**
     * One of them.
     *
     * @param meaning in Markdown
     * @param isRequired whether there must be one
     */
    record Key(String name, String meaning, boolean isRequired) {}

    private static MappingKeys of(String what, Key... keys) {
        return new MappingKeys(what, List.of(keys));
    }

    private static Key key(String name, String meaning) {
        return key(name, meaning, false);
    }

    private static Key key(String name, String meaning, boolean isRequired) {
        return new Key(name, meaning, isRequired);
    }

    /** All that may stand there. */
    List<String> names() {
        return keys.stream().map(Key::name).toList();
    }

    /** Those that must. */
    List<String> required() {
        return keys.stream().filter(Key::isRequired).map(Key::name).toList();
    }
}
