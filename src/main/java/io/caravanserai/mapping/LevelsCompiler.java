package io.caravanserai.mapping;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Compiles the {@code each} of a document: level names with the path of each, outermost first. */
public final class LevelsCompiler {
    private LevelsCompiler() {}

    /** A path that ends in {@code ?} may lead nowhere: then what is outside the level is read once without it. */
    public static Levels compile(YamlNode node, Countries countries) {
        List<String> names = new ArrayList<>();
        List<Path> paths = new ArrayList<>();
        List<Boolean> optional = new ArrayList<>();
        for (Map.Entry<String, YamlNode> level : node.entries("each").entrySet()) {
            String text = level.getValue()
                    .text("level '" + level.getKey() + "'")
                    .orElse("$")
                    .trim();
            boolean mayMiss = text.endsWith("?");
            String plain = mayMiss ? text.substring(0, text.length() - 1).trim() : text;
            ExpressionCompiler compiler = new ExpressionCompiler(names, countries);
            paths.add(compiler.path(level.getValue(), plain, "level '" + level.getKey() + "'"));
            names.add(level.getKey());
            optional.add(mayMiss);
        }
        return new Levels(names, paths, optional);
    }
}
