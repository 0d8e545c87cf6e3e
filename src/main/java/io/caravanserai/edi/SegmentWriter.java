package io.caravanserai.edi;

import java.io.ByteArrayOutputStream;
import java.nio.charset.CharsetEncoder;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;

/** Writes segments with the delimiters of one interchange, counting them and noting what had to be replaced. */
final class SegmentWriter {
    private final EdiSyntax syntax;
    private final boolean lineBreaks;
    private final boolean upperCase;
    private final boolean basic;
    private final CharsetEncoder encoder;
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final List<WriterNote> notes = new ArrayList<>();
    private long segments;
    private Set<String> replaced = new TreeSet<>();

    /**
     * @param upperCase for UNOA, which has no small letters (ISO 9735 level A)
     * @param basic for UNOA and UNOB, which have few punctuation marks
     */
    SegmentWriter(EdiSyntax syntax, boolean lineBreaks, boolean upperCase, boolean basic) {
        this.syntax = syntax;
        this.lineBreaks = lineBreaks;
        this.upperCase = upperCase;
        this.basic = basic;
        this.encoder = syntax.charset.newEncoder();
    }

    /** Segments written so far. */
    long segments() {
        return segments;
    }

    List<WriterNote> notes() {
        return notes;
    }

    byte[] bytes() {
        return out.toByteArray();
    }

    /** A header that is already in its final form. */
    void raw(String text, boolean segment) {
        out.writeBytes(text.getBytes(syntax.charset));
        segments += segment ? 1 : 0;
        endLine();
    }

    /** A segment of which nothing can be written, such as a remark in letters the set has not, is left out. */
    void write(EdiSegment segment) {
        segments++;
        StringBuilder text = new StringBuilder(segment.tag());
        int separators = 0;
        int position = 0;
        for (EdiElement element : segment.elements()) {
            position++;
            separators++;
            String value = element(element);
            if (!value.isEmpty()) {
                text.append(String.valueOf((char) syntax.element).repeat(separators))
                        .append(value);
                separators = 0;
            }
            note(segment.tag(), position);
        }
        if (separators > 0 && separators == segment.elements().size()) {
            segments--;
            return;
        }
        text.append((char) syntax.terminator);
        out.writeBytes(text.toString().getBytes(syntax.charset));
        endLine();
    }

    private void endLine() {
        if (lineBreaks) {
            out.write('\n');
        }
    }

    private void note(String tag, int position) {
        if (!replaced.isEmpty()) {
            notes.add(
                    new WriterNote(segments, tag, position, "cannot be written here: " + String.join(", ", replaced)));
            replaced = new TreeSet<>();
        }
    }

    private String element(EdiElement element) {
        if (element.repetitions().size() > 1 && syntax.repetition == EdiSyntax.NONE) {
            throw new IllegalArgumentException(
                    "an element is repeated, but this " + syntax.name() + " version has no repetition separator");
        }
        StringBuilder text = new StringBuilder();
        boolean first = true;
        for (List<String> components : element.repetitions()) {
            text.append(first ? "" : String.valueOf((char) syntax.repetition));
            first = false;
            int separators = 0;
            for (String component : components) {
                String value = escaped(component);
                if (!value.isEmpty()) {
                    text.append(String.valueOf((char) syntax.component).repeat(separators))
                            .append(value);
                    separators = 0;
                }
                separators++;
            }
        }
        return text.toString();
    }

    private String escaped(String value) {
        StringBuilder text = new StringBuilder(value.length());
        value.codePoints().forEach(point -> {
            if (isDelimiter(point)) {
                escape(text, point);
            } else if (Character.isISOControl(point)) {
                replace(text, point, " ");
            } else {
                String character = Character.toString(point);
                character = upperCase ? character.toUpperCase(Locale.ROOT) : character;
                if (encoder.canEncode(character) && !(basic && isForeign(point))) {
                    text.append(character);
                } else {
                    replace(text, point, plain(character));
                }
            }
        });
        return text.toString().stripTrailing().isEmpty() ? "" : text.toString();
    }

    /** ISO 9735, levels A and B, beside letters and digits. */
    private static boolean isForeign(int point) {
        return !Character.isLetterOrDigit(point) && " .,-()/=!\"%&*;<>'+:?".indexOf(point) < 0;
    }

    private boolean isDelimiter(int point) {
        return point == syntax.element
                || point == syntax.component
                || point == syntax.repetition
                || point == syntax.terminator
                || point == syntax.release;
    }

    /** X12 has no way to escape a delimiter in data, so a space takes its place. */
    private void escape(StringBuilder text, int point) {
        if (syntax.release == EdiSyntax.NONE) {
            replace(text, point, " ");
        } else {
            text.append((char) syntax.release).append((char) point);
        }
    }

    private void replace(StringBuilder text, int point, String by) {
        replaced.add(String.format("U+%04X", point));
        text.append(by);
    }

    /** The letter without its marks where the character set has that, otherwise a space. */
    private String plain(String character) {
        String bare =
                switch (character) {
                    case "\u00d8" -> "O";
                    case "\u00f8" -> "o";
                    case "\u00c6" -> "AE";
                    case "\u00e6" -> "ae";
                    case "\u00df" -> "ss";
                    case "\u0141" -> "L";
                    case "\u0142" -> "l";
                    default ->
                        Normalizer.normalize(character, Normalizer.Form.NFKD).replaceAll("\\p{M}", "");
                };
        boolean clean = bare.codePoints().noneMatch(point -> isDelimiter(point) || Character.isISOControl(point));
        return clean && !bare.isEmpty() && encoder.canEncode(bare) ? bare : " ";
    }
}
