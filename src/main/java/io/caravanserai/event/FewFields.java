package io.caravanserai.event;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.AbstractMap;
import java.util.AbstractSet;
import java.util.Arrays;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The fields of one JSON object in the order of the document. Objects of payloads are small and many: two arrays that
 * are searched from the front cost less to fill and to ask than a hash table, since field names are interned and
 * comparing one is comparing a reference. Beyond {@value #FEW} fields it is a hash table, so that a long object is
 * never searched through.
 */
final class FewFields extends AbstractMap<String, JsonNode> {
    private static final int FEW = 24;
    private static final int FIRST = 6;

    private String[] names = new String[FIRST];
    private JsonNode[] values = new JsonNode[FIRST];
    private int size;
    /** A bit for each hash of a name, so that most names that are not there are known without a search. */
    private long seen;

    private @Nullable Map<String, JsonNode> many;

    @Override
    public @Nullable JsonNode get(@Nullable Object name) {
        if (many != null) {
            return many.get(name);
        }
        int at = name instanceof String text ? find(text) : -1;
        return at < 0 ? null : values[at];
    }

    @Override
    public boolean containsKey(@Nullable Object name) {
        return get(name) != null;
    }

    @Override
    public @Nullable JsonNode put(String name, JsonNode value) {
        if (many != null) {
            return many.put(name, value);
        }
        int at = find(name);
        if (at >= 0) {
            JsonNode before = values[at];
            values[at] = value;
            return before;
        }
        if (size == FEW) {
            many = new LinkedHashMap<>(this);
            return many.put(name, value);
        }
        if (size == names.length) {
            names = Arrays.copyOf(names, size * 2);
            values = Arrays.copyOf(values, size * 2);
        }
        names[size] = name;
        values[size++] = value;
        seen |= 1L << name.hashCode();
        return null;
    }

    @Override
    public @Nullable JsonNode remove(@Nullable Object name) {
        if (many != null) {
            return many.remove(name);
        }
        int at = name instanceof String text ? find(text) : -1;
        return at < 0 ? null : removeAt(at);
    }

    @Override
    public int size() {
        return many != null ? many.size() : size;
    }

    @Override
    public void clear() {
        many = null;
        Arrays.fill(values, 0, size, null);
        size = 0;
    }

    @Override
    public Set<Entry<String, JsonNode>> entrySet() {
        return many != null ? many.entrySet() : new Entries();
    }

    @SuppressWarnings("ReferenceEquality") // names that Jackson read are interned: most searches end in the first loop
    private int find(String name) {
        int hash = name.hashCode();
        if ((seen & 1L << hash) == 0) {
            return -1;
        }
        for (int i = 0; i < size; i++) {
            if (names[i] == name) {
                return i;
            }
        }
        for (int i = 0; i < size; i++) {
            if (names[i].hashCode() == hash && names[i].equals(name)) {
                return i;
            }
        }
        return -1;
    }

    private JsonNode removeAt(int at) {
        JsonNode before = values[at];
        size--;
        System.arraycopy(names, at + 1, names, at, size - at);
        System.arraycopy(values, at + 1, values, at, size - at);
        return before;
    }

    private final class Entries extends AbstractSet<Entry<String, JsonNode>> {
        @Override
        public int size() {
            return size;
        }

        @Override
        public Iterator<Entry<String, JsonNode>> iterator() {
            return new Iterator<>() {
                private int at;

                @Override
                public boolean hasNext() {
                    return at < size;
                }

                @Override
                public Entry<String, JsonNode> next() {
                    if (at >= size) {
                        throw new NoSuchElementException();
                    }
                    return new Field(at++);
                }

                @Override
                public void remove() {
                    removeAt(--at);
                }
            };
        }
    }

    /** Setting its value sets the field's. */
    private final class Field extends SimpleEntry<String, JsonNode> {
        private static final long serialVersionUID = 1L;

        Field(int at) {
            super(names[at], values[at]);
        }

        @Override
        public JsonNode setValue(JsonNode value) {
            put(getKey(), value);
            return super.setValue(value);
        }
    }
}
