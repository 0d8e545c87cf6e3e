package io.caravanserai.harmonize;

import io.caravanserai.address.AddressRules;
import io.caravanserai.edi.MessageSchema;
import io.caravanserai.mapping.Countries;
import io.caravanserai.mapping.CsvFile;
import io.caravanserai.mapping.MappingException;
import io.caravanserai.mapping.MappingProblem;
import io.caravanserai.mapping.Problems;
import io.caravanserai.mapping.Suggest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * All mappings of the hub: an immutable snapshot of edi-mappings/. A carrier whose folder has a fault at start is set
 * aside with its problems; the others work.
 */
public final class MappingLibrary {
    /** The folder of the hub's own tables. */
    public static final String HARMONIZED = "harmonized";

    /** Folders beside those of carriers. */
    public static final Set<String> OWN_FOLDERS = Set.of(HARMONIZED, "x12", "edifact", "labels", "tracking-page");

    private final Path folder;
    private final Shared shared;
    private final Map<String, MessageSchema> schemas;
    private final Map<String, CarrierMapping> carriers;
    private final Map<String, List<MappingProblem>> setAside;

    /** What all carriers share: the tables in harmonized/. */
    private record Shared(
            EventCodes codes, Zones zones, Countries countries, AddressRules addresses, TrackerEventTypes types) {
        static Shared load(Path harmonized) throws MappingException {
            EventCodes codes = EventCodes.load(harmonized.resolve("event-codes.csv"));
            Countries countries = MappingLibrary.countries(harmonized.resolve("country-names.csv"));
            return new Shared(
                    codes,
                    Zones.load(harmonized),
                    countries,
                    AddressRules.load(harmonized, countries),
                    TrackerEventTypes.load(harmonized.resolve("tracker-event-types.csv"), codes));
        }
    }

    private MappingLibrary(
            Path folder,
            Shared shared,
            Map<String, MessageSchema> schemas,
            Map<String, CarrierMapping> carriers,
            Map<String, List<MappingProblem>> setAside) {
        this.folder = folder;
        this.shared = shared;
        this.schemas = Map.copyOf(schemas);
        this.carriers = Map.copyOf(carriers);
        this.setAside = Map.copyOf(setAside);
    }

    /**
     * Loads every folder that has a tracking.map.yaml.
     *
     * @param mappingsDir the folder edi-mappings/
     * @throws MappingException when the hub's own tables in harmonized/ have a fault: nothing works without them
     */
    public static MappingLibrary load(Path mappingsDir) throws MappingException {
        Shared shared = Shared.load(mappingsDir.resolve(HARMONIZED));
        Map<String, CarrierMapping> carriers = new TreeMap<>();
        Map<String, List<MappingProblem>> setAside = new TreeMap<>();
        Map<String, MessageSchema> schemas = schemas(mappingsDir, setAside);
        CarrierLoader loader = loader(shared);
        for (Path folder : folders(mappingsDir)) {
            String carrier = String.valueOf(folder.getFileName());
            try {
                carriers.put(carrier, loader.load(folder));
            } catch (MappingException e) {
                setAside.put(carrier, e.problems());
            }
        }
        return new MappingLibrary(mappingsDir, shared, schemas, carriers, setAside);
    }

    private static CarrierLoader loader(Shared shared) {
        return new CarrierLoader(shared.codes(), shared.countries());
    }

    private static List<Path> folders(Path mappingsDir) throws MappingException {
        try (Stream<Path> folders = Files.list(mappingsDir)) {
            return folders.filter(f -> Files.isRegularFile(f.resolve(CarrierLoader.MAPPING)))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new MappingException(List.of(
                    new MappingProblem(mappingsDir.toString(), 0, "the folder cannot be listed: " + e.getMessage())));
        }
    }

    /** The message schemas in x12/ and edifact/; a faulty one is set aside under its file's name. */
    private static Map<String, MessageSchema> schemas(Path mappingsDir, Map<String, List<MappingProblem>> setAside) {
        Map<String, MessageSchema> schemas = new HashMap<>();
        for (String syntax : List.of("x12", "edifact")) {
            for (Path file : schemaFiles(mappingsDir.resolve(syntax))) {
                try {
                    MessageSchema schema = MessageSchema.load(file);
                    schemas.put(schema.message(), schema);
                } catch (IOException | IllegalArgumentException e) {
                    setAside.put(
                            syntax + "/" + file.getFileName(),
                            List.of(new MappingProblem(file.toString(), 0, String.valueOf(e.getMessage()))));
                }
            }
        }
        return schemas;
    }

    private static List<Path> schemaFiles(Path folder) {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(f -> f.toString().endsWith(".schema.yaml"))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Countries countries(Path file) throws MappingException {
        Map<String, String> names = new HashMap<>();
        if (Files.exists(file)) {
            List<String> columns = List.of("name", "iso_country");
            Problems problems = new Problems(file.toString());
            for (CsvFile.Line line :
                    CsvFile.read(file, columns, columns, problems).lines()) {
                names.put(line.get("name"), line.get("iso_country"));
            }
            problems.throwIfAny();
        }
        return new Countries(names);
    }

    /**
     * A snapshot with one carrier's folder read again; the others stay as they are. A folder that is gone is dropped; of
     * one with a fault the last good mapping stays, and {@link #setAside} tells the fault.
     */
    public MappingLibrary reload(String carrier) {
        return with(folder.resolve(carrier));
    }

    /** A snapshot with the carrier of a folder, wherever that is: a new one is tried before it is put in its place. */
    public MappingLibrary with(Path of) {
        String carrier = String.valueOf(of.getFileName());
        Map<String, CarrierMapping> newCarriers = new TreeMap<>(carriers);
        Map<String, List<MappingProblem>> newSetAside = new TreeMap<>(setAside);
        newSetAside.remove(carrier);
        if (!Files.isRegularFile(of.resolve(CarrierLoader.MAPPING))) {
            newCarriers.remove(carrier);
        } else {
            try {
                newCarriers.put(carrier, loader(shared).load(of));
            } catch (MappingException e) {
                newSetAside.put(carrier, e.problems());
            }
        }
        return new MappingLibrary(folder, shared, schemas, newCarriers, newSetAside);
    }

    /**
     * A snapshot with everything read again.
     *
     * @throws MappingException when the hub's own tables have a fault, or what worked in this snapshot would not any more
     */
    public MappingLibrary reload() throws MappingException {
        MappingLibrary fresh = load(folder);
        for (Map.Entry<String, List<MappingProblem>> broken : fresh.setAside.entrySet()) {
            if (carriers.containsKey(broken.getKey()) || !setAside.containsKey(broken.getKey())) {
                throw new MappingException(broken.getValue());
            }
        }
        return fresh;
    }

    /** The mapping of a carrier; empty when it has none that works. */
    public Optional<CarrierMapping> carrier(String name) {
        return Optional.ofNullable(carriers.get(name));
    }

    /** Names of the carriers that work, sorted. */
    public List<String> carriers() {
        return carriers.keySet().stream().sorted().toList();
    }

    /** Carriers and schemas whose files have a fault, with what is wrong; an older version may be in use. */
    public Map<String, List<MappingProblem>> setAside() {
        return setAside;
    }

    public EventCodes codes() {
        return shared.codes();
    }

    public Zones zones() {
        return shared.zones();
    }

    /** The schema of a message, named {@code x12/214} or {@code edifact/IFTSTA}; null when there is none. */
    public @Nullable MessageSchema schema(String message) {
        return schemas.get(message);
    }

    /** How the countries write addresses. */
    public AddressRules addresses() {
        return shared.addresses();
    }

    /** What Tracardi servers call the hub's events. */
    public TrackerEventTypes trackerEventTypes() {
        return shared.types();
    }

    Countries countries() {
        return shared.countries();
    }

    /** Why a carrier has no working mapping, and what to do. */
    public String whyNot(String carrier) {
        List<MappingProblem> problems = setAside.get(carrier);
        if (problems != null) {
            return "the mapping of carrier '" + carrier + "' is set aside: " + problems.get(0)
                    + (problems.size() > 1 ? " (and " + (problems.size() - 1) + " more)" : "");
        }
        return "no carrier '" + carrier + "': there is no "
                + folder.resolve(carrier).resolve(CarrierLoader.MAPPING) + Suggest.hint(carrier, carriers());
    }
}
