package io.caravanserai.label.zpl;

import io.caravanserai.label.raster.Bitmap;
import java.nio.charset.Charset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** What a printer keeps from one command to the next, and mostly from one label to the next. */
final class Printer {
    final ZplOptions options;
    final Notes notes = new Notes();
    final Budget budget = new Budget();
    final TextPainter text = new TextPainter();
    final Map<String, Bitmap> graphics = new HashMap<>();
    final Map<String, List<ZplCommand>> formats = new HashMap<>();
    final List<ZplLabel> labels = new ArrayList<>();

    int width;
    int height;
    int homeX;
    int homeY;
    int shiftLeft;
    int shiftDown;
    boolean upsideDown;
    boolean mirrored;
    boolean reverse;
    char fontName = 'A';
    int fontHeight;
    int fontWidth;
    Turn turn = Turn.N;
    int fieldAlign;
    int module = 2;
    double ratio = 3;
    int barHeight = 10;
    Charset charset = Objects.requireNonNull(FieldData.charset(0));
    int copies = 1;

    final List<Mark> marks = new ArrayList<>();
    Field field = new Field();
    int nextX;
    int nextY;

    Printer(ZplOptions options) {
        this.options = options;
    }

    FontChoice defaultFont() {
        return FontChoice.of(fontName, fontHeight, fontWidth, options.dpi());
    }

    void startLabel() {
        marks.clear();
        field = new Field();
        nextX = 0;
        nextY = 0;
        copies = 1;
        reverse = false;
    }

    /** Draws what was collected. */
    void finishLabel(ZplCommand at) {
        Bitmap label = new Bitmap(labelWidth(), labelHeight());
        budget.picture(at, label.width(), label.height());
        boolean cut = false;
        for (Mark mark : marks) {
            mark.on(label);
            cut |= mark.reachesBeyond(label);
        }
        if (cut) {
            notes.add(
                    at,
                    "something reaches beyond the label of " + label.width() + " by " + label.height()
                            + " dots and is cut there");
        }
        if (mirrored) {
            label = mirror(label);
        }
        labels.add(new ZplLabel(upsideDown ? label.turned(2) : label, copies));
        startLabel();
    }

    private int labelWidth() {
        return options.width() > 0 ? options.width() : width > 0 ? width : options.defaultWidth();
    }

    private int labelHeight() {
        return options.height() > 0 ? options.height() : height > 0 ? height : options.defaultHeight();
    }

    private static Bitmap mirror(Bitmap label) {
        Bitmap mirrored = new Bitmap(label.width(), label.height());
        for (int y = 0; y < label.height(); y++) {
            for (int x = 0; x < label.width(); x++) {
                if (label.isBlack(x, y)) {
                    mirrored.set(label.width() - 1 - x, y);
                }
            }
        }
        return mirrored;
    }

    /** Places what the field draws, turned about the place that was given. */
    void place(ZplCommand at, Drawn drawn, Turn turned, Mark.Ink ink) {
        Bitmap picture = drawn.picture();
        if (turned != Turn.N) {
            budget.picture(at, picture.width(), picture.height());
            picture = picture.turned(turned.quarters());
        }
        int x = field.x + homeX - shiftLeft;
        int y = field.y + homeY + shiftDown;
        if (field.baseline) {
            int above = drawn.baseline();
            int below = drawn.picture().height() - above;
            switch (turned) {
                case N -> y -= above;
                case R -> x -= below;
                case I -> {
                    x -= picture.width();
                    y -= below;
                }
                case B -> {
                    x -= above;
                    y -= picture.height();
                }
            }
        }
        if (field.right) {
            x -= turned == Turn.N ? picture.width() : 0;
        }
        nextX = field.x + picture.width();
        nextY = field.y;
        marks.add(new Mark(picture, x, y, field.reverse || reverse ? Mark.Ink.REVERSE : ink));
    }
}
