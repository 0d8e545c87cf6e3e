package io.caravanserai.label.zpl;

import java.util.List;
import java.util.regex.Pattern;

/** The parameters of a command, parted by the delimiter; what is absent or unreadable takes its default. */
final class Parameters {
    private static final Pattern LINE_BREAKS = Pattern.compile("[\r\n]");

    private final ZplCommand command;
    private final List<String> values;
    private final Notes notes;

    Parameters(ZplCommand command, Notes notes) {
        this.command = command;
        this.notes = notes;
        String text = LINE_BREAKS.matcher(command.text()).replaceAll("");
        this.values = List.of(text.split(Pattern.quote(String.valueOf(command.delimiter())), -1));
    }

    /** The text of a parameter without spaces around it, empty when it is absent. */
    String text(int index) {
        return index < values.size() ? values.get(index).strip() : "";
    }

    boolean has(int index) {
        return !text(index).isEmpty();
    }

    /** A whole number; outside of its range the nearest end of it, with a note. */
    int number(int index, int absent, int least, int most) {
        return (int) decimal(index, absent, least, most);
    }

    /** A number that may have a fraction. */
    double decimal(int index, double absent, double least, double most) {
        String text = text(index);
        if (text.isEmpty()) {
            return absent;
        }
        double value;
        try {
            value = Double.parseDouble(text);
        } catch (NumberFormatException e) {
            notes.add(command, "parameter " + (index + 1) + " is no number; its default is taken");
            return absent;
        }
        if (!(value >= least && value <= most)) {
            notes.add(command, "parameter " + (index + 1) + " is out of its range; the nearest value is taken");
        }
        return value >= least ? Math.min(value, most) : least;
    }

    /** The first letter of a parameter in upper case. */
    char letter(int index, char absent) {
        return has(index) ? Character.toUpperCase(text(index).charAt(0)) : absent;
    }

    /** A parameter that is Y or N. */
    boolean flag(int index, boolean absent) {
        return letter(index, absent ? 'Y' : 'N') == 'Y';
    }
}
