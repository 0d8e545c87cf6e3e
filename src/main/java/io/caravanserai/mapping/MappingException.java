package io.caravanserai.mapping;

import java.util.List;
import java.util.stream.Collectors;

/** A mapping folder cannot be used; says every fault found, each with its place. */
public final class MappingException extends Exception {
    private static final long serialVersionUID = 1L;
    private final transient List<MappingProblem> problems;

    public MappingException(List<MappingProblem> problems) {
        super(problems.stream().map(MappingProblem::toString).collect(Collectors.joining("\n")));
        this.problems = List.copyOf(problems);
    }

    public List<MappingProblem> problems() {
        return problems;
    }
}
