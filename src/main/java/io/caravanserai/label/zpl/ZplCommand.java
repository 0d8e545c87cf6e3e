package io.caravanserai.label.zpl;

/**
 * One command of a stream.
 *
 * @param name prefix and letters as in Zebra's manual, {@code ^FO} or {@code ~DG}, whatever prefix the stream uses
 * @param text what follows the name up to the next command, one character a byte
 * @param delimiter what parts its parameters, a comma unless {@code ^CD} changed it
 * @param line line on which it begins, from 1
 * @param column byte of that line, from 1
 */
record ZplCommand(String name, String text, char delimiter, int line, int column) {
    /** The command and where it stands, to begin a message with. */
    String place() {
        return name + " (line " + line + ", column " + column + ")";
    }

    ZplCommand withText(String other) {
        return new ZplCommand(name, other, delimiter, line, column);
    }
}
