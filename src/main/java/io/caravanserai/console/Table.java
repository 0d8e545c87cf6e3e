package io.caravanserai.console;

import io.caravanserai.html.Html;
import java.util.List;

/** A table, which scrolls sideways by itself where the screen is narrow, also by the keyboard. */
public final class Table {
    private static final String NUMBER = "#";

    private final Html html = new Html();
    private final List<String> columns;
    private int next;

    /**
     * @param caption what it lists, for those who cannot see it
     * @param columns heads; those that begin with # are of numbers
     */
    public Table(String caption, String... columns) {
        this.columns = List.of(columns);
        html.open("div", "class", "table", "tabindex", "0", "role", "region", "aria-label", caption);
        html.constant("<table><thead><tr>");
        for (String column : columns) {
            if (column.startsWith(NUMBER)) {
                html.element("th", column.substring(1), "scope", "col", "class", "num");
            } else {
                html.element("th", column, "scope", "col");
            }
        }
        html.constant("</tr></thead><tbody>");
    }

    /** The next row, whose cells follow. */
    public Table row() {
        if (next > 0) {
            html.constant("</tr>");
        }
        next = 0;
        html.constant("<tr>");
        return this;
    }

    /** The next cell. */
    public Table cell(Html content) {
        boolean number = columns.get(next).startsWith(NUMBER);
        String tag = next == 0 ? "th" : "td";
        if (next == 0) {
            html.open(tag, "scope", "row");
        } else if (number) {
            html.open(tag, "class", "num");
        } else {
            html.open(tag);
        }
        next++;
        html.add(content).close(tag);
        return this;
    }

    /** The next cell, nothing but text. */
    public Table cell(String text) {
        return cell(new Html().text(text));
    }

    /** The whole. */
    public Html html() {
        if (next > 0) {
            html.constant("</tr>");
        }
        return new Html().add(html).constant("</tbody></table></div>");
    }
}
