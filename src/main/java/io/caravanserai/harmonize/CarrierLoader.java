package io.caravanserai.harmonize;

import io.caravanserai.mapping.Countries;
import io.caravanserai.mapping.MappingException;
import io.caravanserai.mapping.MappingProblem;
import io.caravanserai.mapping.Problems;
import io.caravanserai.mapping.YamlNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Loads the folder of one carrier. */
final class CarrierLoader {
    static final String MAPPING = "tracking.map.yaml";
    static final String CODES = "codes.csv";
    static final String REASONS = "reasons.csv";

    private final EventCodes codes;
    private final Countries countries;

    CarrierLoader(EventCodes codes, Countries countries) {
        this.codes = codes;
        this.countries = countries;
    }

    /** @throws MappingException with every fault of the mapping and of its tables */
    CarrierMapping load(Path folder) throws MappingException {
        String carrier = String.valueOf(folder.getFileName());
        Problems inMapping = new Problems(folder.resolve(MAPPING).toString());
        List<DocumentMap> documents = documents(folder, carrier, inMapping);
        List<String> names = documents.stream().map(DocumentMap::name).toList();
        Problems inCodes = new Problems(folder.resolve(CODES).toString());
        CodeTable table = CodeTable.load(folder.resolve(CODES), names, codes, inCodes);
        Problems inReasons = new Problems(folder.resolve(REASONS).toString());
        ReasonTable reasons = ReasonTable.load(folder.resolve(REASONS), inReasons);
        List<MappingProblem> problems = new ArrayList<>(inMapping.found());
        problems.addAll(inCodes.found());
        problems.addAll(inReasons.found());
        if (!problems.isEmpty()) {
            throw new MappingException(problems);
        }
        return new CarrierMapping(carrier, inMapping.file(), inCodes.file(), documents, table, reasons);
    }

    private List<DocumentMap> documents(Path folder, String carrier, Problems problems) {
        List<DocumentMap> documents = new ArrayList<>();
        YamlNode.read(folder.resolve(MAPPING), problems).ifPresent(root -> {
            Map<String, YamlNode> keys = root.entries("a mapping", MappingKeys.FILE.names());
            YamlNode named = keys.get("carrier");
            String name = named == null ? "" : named.text("carrier").orElse("");
            if (!name.equals(carrier)) {
                root.problem("carrier is '" + name + "' but the folder is named '" + carrier + "': both must agree");
            }
            YamlNode list = keys.get("documents");
            if (list == null) {
                root.problem("a mapping needs 'documents': one item for each payload shape of the carrier");
                return;
            }
            Set<String> names = new HashSet<>();
            DocumentCompiler compiler = new DocumentCompiler(folder, countries);
            for (YamlNode item : list.items()) {
                DocumentMap document = compiler.compile(item);
                if (!names.add(document.name())) {
                    item.problem("two documents are named '" + document.name() + "'");
                }
                documents.add(document);
            }
        });
        return documents;
    }
}
