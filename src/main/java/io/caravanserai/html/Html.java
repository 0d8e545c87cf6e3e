package io.caravanserai.html;

/**
 * HTML put together piece by piece. Whatever is not written in the hub's own source enters by {@link #text} or as the
 * value of an attribute and is escaped there (HTML Standard, section 13.3), so nothing a carrier or customer says can
 * become markup.
 */
public final class Html {
    private final StringBuilder out = new StringBuilder(4 * 1024);

    /** Markup of the hub's own, never of anybody else. */
    public Html constant(String markup) {
        out.append(markup);
        return this;
    }

    /** A piece that was put together on its own. */
    public Html add(Html piece) {
        out.append(piece.out);
        return this;
    }

    /** @param attributes names, which the hub's source writes, and values in turn */
    public Html open(String tag, String... attributes) {
        out.append('<').append(tag);
        for (int i = 0; i < attributes.length; i += 2) {
            out.append(' ').append(attributes[i]).append("=\"");
            escape(attributes[i + 1]);
            out.append('"');
        }
        out.append('>');
        return this;
    }

    public Html close(String tag) {
        out.append("</").append(tag).append('>');
        return this;
    }

    public Html text(String text) {
        escape(text);
        return this;
    }

    /** An element with nothing but text. */
    public Html element(String tag, String text, String... attributes) {
        return open(tag, attributes).text(text).close(tag);
    }

    private void escape(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '&' -> out.append("&amp;");
                case '<' -> out.append("&lt;");
                case '>' -> out.append("&gt;");
                case '"' -> out.append("&quot;");
                case '\'' -> out.append("&#39;");
                default -> out.append(Character.isISOControl(c) && c != '\n' && c != '\t' ? ' ' : c);
            }
        }
    }

    @Override
    public String toString() {
        return out.toString();
    }
}
