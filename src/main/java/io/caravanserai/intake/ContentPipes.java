package io.caravanserai.intake;

import io.caravanserai.codec.Decoded;
import io.caravanserai.event.InboundMessage;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The parts of all that one file holds, one content after the other, so that memory is that of one. */
final class ContentPipes implements Iterator<List<InboundMessage>>, AutoCloseable {
    private final Iterator<Decoded> contents;
    private final Function<Decoded, PartPipe> opener;
    private final BooleanSupplier cancelled;
    private @Nullable PartPipe current;
    private long parts;
    private long faults;

    /**
     * @param faults what was set aside before
     * @param cancelled whether nobody wants the rest any more
     */
    ContentPipes(List<Decoded> contents, Function<Decoded, PartPipe> opener, long faults, BooleanSupplier cancelled) {
        this.contents = contents.iterator();
        this.opener = opener;
        this.faults = faults;
        this.cancelled = cancelled;
    }

    /** Good parts so far. */
    long parts() {
        return parts + (current == null ? 0 : current.parts());
    }

    /** Parts set aside so far. */
    long faults() {
        return faults + (current == null ? 0 : current.faults());
    }

    @Override
    public boolean hasNext() {
        while (current == null || !current.hasNext()) {
            if (cancelled.getAsBoolean() || !contents.hasNext()) {
                return false;
            }
            leave();
            current = opener.apply(contents.next());
        }
        return true;
    }

    @Override
    public List<InboundMessage> next() {
        if (!hasNext() || current == null) {
            throw new NoSuchElementException();
        }
        return current.next();
    }

    private void leave() {
        if (current != null) {
            parts += current.parts();
            faults += current.faults();
            current.close();
            current = null;
        }
    }

    @Override
    public void close() {
        leave();
    }
}
