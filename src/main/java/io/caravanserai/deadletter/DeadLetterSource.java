package io.caravanserai.deadletter;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One kind of dead letters behind {@code /admin/dead-letters}: raw input of carriers, webhooks no customer took. The
 * admin API merges all sources and finds the right one by the {@link #kind()} before the first dash of an id.
 */
public interface DeadLetterSource {
    /** Name of the kind in lower-case letters, without a dash; the first part of the ids of the admin API. */
    String kind();

    /** At most {@code page.limit()} letters that match, newest first, ties by id descending, all before the cursor. */
    List<Summary> list(Page page);

    /** One letter with all that is known of it, or empty. */
    Optional<Detail> find(String id);

    /**
     * Sends the letter on its way again; it leaves the list when that is durable.
     *
     * @return false when there is no such letter
     * @throws IllegalStateException with words for the operator when it cannot be replayed now
     */
    boolean replay(String id) throws Exception;

    /** Deletes the letter; false when there is none. */
    boolean discard(String id);

    /**
     * What is asked for.
     *
     * @param limit at most so many letters
     * @param carrier only letters of this carrier, or null
     * @param text only letters whose reason contains this text, whatever its case, or null
     * @param before the last letter of the page before, or null for the first page
     */
    record Page(int limit, @Nullable String carrier, @Nullable String text, @Nullable Cursor before) {}

    /** A place in the list: letters older than {@code lastAt}, or as old with a smaller full id. */
    record Cursor(long lastAt, String id) {}

    /**
     * One line of the list.
     *
     * @param id id within its source
     * @param stage the step that gave up, such as {@code webhook}, {@code file}, {@code harmonize}
     * @param carrier carrier id, empty when it concerns none
     * @param reason what is wrong and what to do
     * @param place where: file, line, segment or JSON path; empty when unknown
     * @param source what it came in, the first time: path of the file, id of the request; empty when unknown
     * @param size bytes of the raw content
     * @param seen how often the same arrived
     * @param firstAt epoch milliseconds
     * @param lastAt epoch milliseconds
     */
    record Summary(
            String id,
            String stage,
            String carrier,
            String reason,
            String place,
            String source,
            long size,
            long seen,
            long firstAt,
            long lastAt) {}

    /**
     * @param summary the line of the list
     * @param contentType media type of the content, or null
     * @param content the raw bytes, or the first part of them when the content is kept in a file
     */
    record Detail(Summary summary, @Nullable String contentType, byte[] content) {}
}
