package io.caravanserai.delivery;

import io.caravanserai.http.Faults;
import io.caravanserai.http.HttpAnswer;
import io.caravanserai.http.HttpAnswer.FieldFault;
import io.caravanserai.http.HttpProblem;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** Collects the bad fields of a body, so that its sender sees all of them at once. */
final class FieldFaults {
    private static final Pattern PATH_SEPARATOR = Pattern.compile("[.\\[\\]]+");

    private final List<FieldFault> found = new ArrayList<>();

    /**
     * @param path JSON path without the root, such as {@code filter.milestones[0]}
     */
    void add(String type, String path, String message) {
        found.add(of(type, path, message));
    }

    /** @throws HttpProblem 422 when anything was found */
    void throwIfAny() {
        if (!found.isEmpty()) {
            throw new HttpProblem(HttpAnswer.faults(422, found));
        }
    }

    /** A body with one bad field. */
    static HttpProblem problem(String type, String path, String message) {
        return new HttpProblem(HttpAnswer.faults(422, List.of(of(type, path, message))));
    }

    private static FieldFault of(String type, String path, String message) {
        List<Object> loc = PATH_SEPARATOR
                .splitAsStream(path)
                .map(part -> part.chars().allMatch(Character::isDigit) ? (Object) Integer.valueOf(part) : part)
                .toList();
        return Faults.at(loc, type, message);
    }
}
