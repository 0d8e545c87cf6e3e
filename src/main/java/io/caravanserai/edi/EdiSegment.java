package io.caravanserai.edi;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A segment to be written.
 *
 * @param tag two or three of A-Z and 0-9
 * @param elements from the first on; trailing empty ones are not written
 */
public record EdiSegment(String tag, List<EdiElement> elements) {
    private static final Pattern TAG = Pattern.compile("[A-Z][A-Z0-9]{1,2}");

    public EdiSegment {
        if (!TAG.matcher(tag).matches()) {
            throw new IllegalArgumentException("segment tag '" + tag + "': two or three of A-Z and 0-9 are required");
        }
        elements = List.copyOf(elements);
    }

    /**
     * @param elements each null or empty (left out), a String or an {@link EdiElement}
     * @throws IllegalArgumentException for any other object
     */
    public static EdiSegment of(String tag, @Nullable Object... elements) {
        List<EdiElement> list = new ArrayList<>(elements.length);
        for (Object element : elements) {
            if (element == null || element instanceof String) {
                list.add(EdiElement.of((String) element));
            } else if (element instanceof EdiElement whole) {
                list.add(whole);
            } else {
                throw new IllegalArgumentException("segment " + tag + ": an element is a String or an EdiElement, not "
                        + element.getClass().getSimpleName());
            }
        }
        return new EdiSegment(tag, list);
    }
}
