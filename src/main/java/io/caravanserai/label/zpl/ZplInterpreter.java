package io.caravanserai.label.zpl;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Draws labels from ZPL II as a Zebra printer prints them (Zebra's Programming Guide, commands in docs/labels-convert.md).
 * What it does not know or cannot carry out it tells by line and column and goes on with the rest.
 */
public final class ZplInterpreter {
    private static final int DEEPEST_RECALL = 4;

    private final Printer printer;
    private final Commands commands;
    private final FieldEnd fieldEnd;

    private ZplInterpreter(ZplOptions options) {
        this.printer = new Printer(options);
        this.commands = new Commands(printer);
        this.fieldEnd = new FieldEnd(printer);
    }

    /**
     * All labels of a stream.
     *
     * @throws ZplException when the stream asks for more memory or work than the limits allow
     */
    public static ZplResult interpret(byte[] stream, ZplOptions options) {
        ZplInterpreter interpreter = new ZplInterpreter(options);
        interpreter.run(new ZplScanner(new String(stream, StandardCharsets.ISO_8859_1)));
        return new ZplResult(interpreter.printer.labels, interpreter.printer.notes.all());
    }

    private void run(ZplScanner scanner) {
        List<ZplCommand> label = null;
        for (ZplCommand command = scanner.next(); command != null; command = scanner.next()) {
            printer.budget.command(command);
            switch (command.name()) {
                case "^XA" -> label = begun(command, label);
                case "^XZ" -> {
                    if (label != null) {
                        label(label, command);
                    }
                    label = null;
                }
                default -> {
                    if (label != null && command.name().startsWith("^")) {
                        label.add(command);
                    } else {
                        outside(command);
                    }
                }
            }
        }
        if (label != null) {
            printer.notes.add(label.get(0), "the label has no ^XZ at its end, so a printer does not print it");
        }
    }

    private List<ZplCommand> begun(ZplCommand start, @Nullable List<ZplCommand> open) {
        if (open != null) {
            printer.notes.add(open.get(0), "the label has no ^XZ before the next ^XA and is left out");
        }
        List<ZplCommand> label = new ArrayList<>();
        label.add(start);
        return label;
    }

    private void outside(ZplCommand command) {
        if (command.name().startsWith("~")) {
            commands.run(command);
        } else if (!Effectless.is(command.name())) {
            printer.notes.add(command, "it stands outside of ^XA ... ^XZ and is left out");
        }
    }

    private void label(List<ZplCommand> label, ZplCommand end) {
        printer.startLabel();
        if (stored(label)) {
            return;
        }
        Map<Integer, ZplCommand> values = values(label);
        boolean recalls = label.stream().anyMatch(command -> command.name().equals("^XF"));
        run(label.subList(1, label.size()), recalls ? values : Map.of(), recalls, 0);
        printer.finishLabel(end);
    }

    /** A label with {@code ^DF} prints nothing and is kept as a format. */
    private boolean stored(List<ZplCommand> label) {
        for (int i = 0; i < label.size(); i++) {
            if (label.get(i).name().equals("^DF")) {
                printer.formats.put(Stored.name(label.get(i), ".ZPL"), List.copyOf(label.subList(i + 1, label.size())));
                return true;
            }
        }
        return false;
    }

    /** Data by the number of its {@code ^FN}. */
    private static Map<Integer, ZplCommand> values(List<ZplCommand> label) {
        Map<Integer, ZplCommand> values = new HashMap<>();
        int number = -1;
        for (ZplCommand command : label) {
            switch (command.name()) {
                case "^FN" -> number = Commands.fieldNumber(command);
                case "^FD", "^FV" -> {
                    if (number >= 0) {
                        values.put(number, command);
                    }
                }
                case "^FS" -> number = -1;
                default -> {}
            }
        }
        return values;
    }

    private void run(List<ZplCommand> list, Map<Integer, ZplCommand> values, boolean recalling, int depth) {
        for (ZplCommand command : list) {
            printer.budget.command(command);
            switch (command.name()) {
                case "^XF" -> recall(command, values, depth);
                case "^FS" -> fieldEnd.run(command, values, recalling && depth == 0);
                default -> commands.run(command);
            }
        }
    }

    private void recall(ZplCommand command, Map<Integer, ZplCommand> values, int depth) {
        List<ZplCommand> format = printer.formats.get(Stored.name(command, ".ZPL"));
        if (format == null) {
            printer.notes.add(
                    command, "no format " + Stored.name(command, ".ZPL") + " was stored before in this stream");
        } else if (depth == DEEPEST_RECALL) {
            printer.notes.add(command, "formats recall each other; this one is left out");
        } else {
            run(format, values, true, depth + 1);
        }
        printer.field = new Field();
    }
}
