package io.caravanserai.attention;

import io.caravanserai.harmonize.CarrierMapping;
import io.caravanserai.harmonize.EventCode;
import io.caravanserai.harmonize.MappingLibrary;
import io.caravanserai.http.HttpAnswer;
import io.caravanserai.http.HttpCall;
import io.caravanserai.http.HttpProblem;
import io.caravanserai.mapping.MappingProblem;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Adds rows to carriers' code tables. A table with the new row is loaded as the hub would load it before it takes the place
 * of the one there is; what cannot be used changes nothing.
 */
public final class CodeRows {
    private static final Logger LOG = LoggerFactory.getLogger(CodeRows.class);
    private static final String TABLE = "codes.csv";
    private static final int LONGEST = 200;

    private final Path folder;
    private final Supplier<MappingLibrary> mappings;
    private final TakeOver takeOver;

    /** Has the hub take over what has changed in the folder. */
    @FunctionalInterface
    public interface TakeOver {
        void now() throws InterruptedException;
    }

    public CodeRows(Path folder, Supplier<MappingLibrary> mappings, TakeOver takeOver) {
        this.folder = folder;
        this.mappings = mappings;
        this.takeOver = takeOver;
    }

    /** The hub's codes that a carrier's code can mean. */
    public List<EventCode> codes() {
        return mappings.get().codes().all().stream()
                .filter(code -> !code.equals(mappings.get().codes().unmapped()))
                .toList();
    }

    /**
     * {@code POST /admin/codes {carrier, code, to, description?}}: 201 {@code {"file", "row"}} once the row is in the table
     * and in use; 404 for a carrier without a mapping, 422 for what cannot be a row.
     */
    public HttpAnswer add(HttpCall call) throws Exception {
        var wanted = call.json("send {\"carrier\": \"bring\", \"code\": \"X/1\", \"to\": \"delivery/delivered\"}");
        String row = add(
                wanted.path("carrier").asText(),
                wanted.path("code").asText(),
                wanted.path("to").asText(),
                wanted.path("description").asText());
        return HttpAnswer.json(201, Map.of("file", wanted.path("carrier").asText() + "/" + TABLE, "row", row));
    }

    /**
     * Adds a row and has it taken over; the row as it was written.
     *
     * @param code the carrier's, as rows write it
     * @param to the hub's, {@code milestone/code[/sub_code]}
     * @throws HttpProblem as {@link #add(HttpCall)} answers
     */
    public synchronized String add(String carrier, String code, String to, String description) throws Exception {
        if (mappings.get().carrier(carrier).isEmpty()) {
            throw HttpProblem.of(404, "There is no carrier '" + carrier + "' with a mapping.");
        }
        if (code.isBlank() || code.length() > LONGEST || description.length() > LONGEST) {
            throw HttpProblem.of(
                    422, "A row names a code, and code and description have at most " + LONGEST + " letters.");
        }
        if (mappings.get().codes().find(to).isEmpty()) {
            throw HttpProblem.of(
                    422, "The hub has no code '" + to + "'; edi-mappings/harmonized/event-codes.csv lists them.");
        }
        Path table = folder.resolve(carrier).resolve(TABLE);
        String before =
                Files.exists(table) ? Files.readString(table) : "carrier_code,milestone,code,sub_code,description\n";
        String row = row(header(before), code, to.split("/", 3), description);
        String after = before + (before.endsWith("\n") || before.isEmpty() ? "" : "\n") + row + "\n";
        check(carrier, after);
        write(table, after);
        takeOver.now();
        LOG.info("code mapped carrier={} code={} to={}", carrier, code, to);
        return row;
    }

    /** The names of its columns; comments may stand before them. */
    private static List<String> header(String table) {
        return table.lines()
                .filter(line -> !line.isBlank() && !line.startsWith("#"))
                .findFirst()
                .map(line ->
                        List.of(line.split(",", -1)).stream().map(String::strip).toList())
                .orElse(List.of());
    }

    private static String row(List<String> columns, String code, String[] to, String description) {
        Map<String, String> values = new LinkedHashMap<>();
        values.put("carrier_code", code);
        values.put("milestone", to[0]);
        values.put("code", to.length > 1 ? to[1] : "");
        values.put("sub_code", to.length > 2 ? to[2] : "");
        values.put("description", description);
        if (to.length > 2 && !columns.contains("sub_code")) {
            throw HttpProblem.of(422, "The table has no column sub_code, which this code needs: add it by hand.");
        }
        return columns.stream()
                .map(column -> field(values.getOrDefault(column, "")))
                .collect(Collectors.joining(","));
    }

    /** By RFC 4180, on one line; a number sign at the beginning of a line would begin a comment. */
    private static String field(String value) {
        String line = value.replaceAll("\\p{Cc}+", " ").strip();
        return line.matches("[^,\"#]*") ? line : '"' + line.replace("\"", "\"\"") + '"';
    }

    /** Loads the carrier with the new table from a folder of its own. */
    private void check(String carrier, String table) throws IOException {
        Path trial = Files.createTempDirectory("hub-code-row");
        try {
            copy(folder.resolve(carrier), trial.resolve(carrier));
            Files.writeString(trial.resolve(carrier).resolve(TABLE), table);
            MappingLibrary tried = mappings.get().with(trial.resolve(carrier));
            List<MappingProblem> problems = tried.setAside().getOrDefault(carrier, List.of());
            if (!problems.isEmpty()) {
                throw HttpProblem.of(
                        422,
                        "The table with this row cannot be used: "
                                + problems.get(0).message() + ".");
            }
            long added = table.lines().count();
            Optional<MappingProblem> doubt =
                    tried.carrier(carrier).map(CarrierMapping::doubts).orElse(List.of()).stream()
                            .filter(each -> each.line() == added)
                            .findFirst();
            if (doubt.isPresent()) {
                throw HttpProblem.of(
                        422, "The row would change nothing: " + doubt.get().message() + ".");
            }
        } finally {
            delete(trial);
        }
    }

    private static void copy(Path from, Path to) throws IOException {
        Files.createDirectories(to);
        try (Stream<Path> files = Files.list(from)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Files.copy(file, to.resolve(file.getFileName()));
            }
        }
    }

    /** Whole or not at all. */
    private static void write(Path table, String content) throws IOException {
        Path draft = table.resolveSibling("." + TABLE + ".part");
        Files.write(draft, content.getBytes(StandardCharsets.UTF_8));
        Files.move(draft, table, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    private static void delete(Path folder) {
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path each : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(each);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
