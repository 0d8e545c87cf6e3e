package io.caravanserai.mapping;

/**
 * One fault of a file that an integrator wrote.
 *
 * @param file the file, as named to the loader
 * @param line 1-based line, 0 when the whole file is meant
 * @param message what is wrong and what to write instead
 */
public record MappingProblem(String file, int line, String message) {
    /** {@code file:line: message}, as compilers print it. */
    @Override
    public String toString() {
        return file + (line > 0 ? ":" + line : "") + ": " + message;
    }
}
