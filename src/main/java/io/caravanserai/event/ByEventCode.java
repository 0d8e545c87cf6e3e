package io.caravanserai.event;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What each of the hub's event codes stands for elsewhere. A value without sub code answers for all sub codes of its code
 * that have none of their own, one without code for its milestone.
 */
public final class ByEventCode<V> {
    private final Map<List<String>, V> values = new HashMap<>();

    /**
     * @param code empty for all of the milestone
     * @param subCode empty for all of the code
     * @return whether there was none for exactly these yet; when there was, it is replaced
     * @throws IllegalArgumentException for a sub code without code
     */
    public boolean put(String milestone, String code, String subCode, V value) {
        if (code.isEmpty() && !subCode.isEmpty()) {
            throw new IllegalArgumentException("a sub code needs a code");
        }
        return values.put(List.of(milestone, code, subCode), value) == null;
    }

    /** The value of its sub code, else its code, else its milestone; empty when none answers. */
    public Optional<V> find(String milestone, String code, @Nullable String subCode) {
        V found = values.get(List.of(milestone, code, subCode == null ? "" : subCode));
        found = found != null ? found : values.get(List.of(milestone, code, ""));
        found = found != null ? found : values.get(List.of(milestone, "", ""));
        return Optional.ofNullable(found);
    }

    /** Whether both say the same of every event. */
    public boolean isSame(ByEventCode<V> other) {
        return values.equals(other.values);
    }
}
