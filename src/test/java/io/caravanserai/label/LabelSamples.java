package io.caravanserai.label;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.caravanserai.label.template.LabelTemplate;
import io.caravanserai.mapping.MappingException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** The hub's own template and the data of labels in src/test/resources/label. */
public final class LabelSamples {
    public static final List<String> NAMES = List.of("latin", "arabic", "asia");

    private LabelSamples() {}

    public static ObjectNode data(String name) throws IOException {
        return (ObjectNode) new ObjectMapper()
                .readTree(Path.of("src/test/resources/label", name + ".json").toFile());
    }

    public static LabelTemplate template() throws MappingException {
        return LabelTemplate.load(Path.of("edi-mappings/labels/gs1.label.yaml"));
    }
}
