package io.caravanserai.mapping;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Compiles the {@code each} of a document: level names with the path of each, outermost first. */
public final class LevelsCompiler {
    private LevelsCompiler() {}

    /**
     * A path that ends in {@code ?} may lead nowhere: then what is outside the level is read once without it. Of a list
     * of paths each is followed, one after the other.
     */
    public static Levels compile(YamlNode node, Countries countries) {
        List<String> names = new ArrayList<>();
        List<List<Path>> paths = new ArrayList<>();
        List<Boolean> optional = new ArrayList<>();
        for (Map.Entry<String, YamlNode> level : node.entries("each").entrySet()) {
            ExpressionCompiler compiler = new ExpressionCompiler(names, countries);
            List<Path> alike = new ArrayList<>();
            boolean mayMiss = false;
            for (YamlNode item : level.getValue().items()) {
                String what = "level '" + level.getKey() + "'";
                String text = item.text(what).orElse("$").trim();
                boolean marked = text.endsWith("?");
                mayMiss |= marked;
                String plain = marked ? text.substring(0, text.length() - 1).trim() : text;
                alike.add(compiler.path(item, plain, what));
            }
            paths.add(alike);
            names.add(level.getKey());
            optional.add(mayMiss);
        }
        return new Levels(names, paths, optional);
    }
}
