package io.caravanserai.edi;

/**
 * The bytes that part an interchange that was read, as its ISA, UNA or UNB says; -1 for one that is not in use.
 *
 * @param element between elements
 * @param component between the components of an element
 * @param repetition between repetitions of an element
 * @param release before a character that is no delimiter
 * @param segment after each segment
 */
public record EdiDelimiters(int element, int component, int repetition, int release, int segment) {
    static EdiDelimiters of(EdiSyntax syntax) {
        return new EdiDelimiters(
                used(syntax.element),
                used(syntax.component),
                used(syntax.repetition),
                used(syntax.release),
                syntax.terminator);
    }

    private static int used(int delimiter) {
        return delimiter == EdiSyntax.NONE ? -1 : delimiter;
    }
}
