package io.caravanserai.label.zpl;

/**
 * What the interpreter did not do as a printer would, and where.
 *
 * @param line line of the command, from 1
 * @param column byte of the line on which the command begins, from 1
 * @param command the command with its prefix, such as {@code ^BZ}
 * @param text what is the matter
 */
public record ZplNote(int line, int column, String command, String text) {
    @Override
    public String toString() {
        return "line " + line + ", column " + column + ": " + command + ": " + text;
    }
}
