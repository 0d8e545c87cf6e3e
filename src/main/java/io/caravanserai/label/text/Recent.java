package io.caravanserai.label.text;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Keeps what was made lately, up to a number; then it begins anew, which costs less than knowing what is oldest. */
public final class Recent<K, V> {
    private final int most;
    private final Map<K, V> kept = new ConcurrentHashMap<>();

    public Recent(int most) {
        this.most = most;
    }

    @Nullable
    public V get(K key) {
        return kept.get(key);
    }

    public void put(K key, V value) {
        if (kept.size() >= most) {
            kept.clear();
        }
        kept.put(key, value);
    }
}
