package io.caravanserai.partner;

import io.caravanserai.check.HubCheck;
import io.caravanserai.check.Partner;
import io.caravanserai.config.Settings;
import io.caravanserai.intake.SecretRef;
import io.caravanserai.partner.RouteLine.Credential;
import io.caravanserai.reload.FileState;
import io.caravanserai.reload.FileStates;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What the files of routes say about partners; they are read again when a file was loaded since. */
final class RouteFacts {
    private static final Map<String, String> WAYS = Map.of(
            "carrier-webhook-source", "webhook",
            "carrier-token-source", "token",
            "carrier-poll-source", "poll",
            "carrier-sftp-source", "sftp",
            "carrier-mailbox-source", "mailbox",
            "carrier-ack-source", "acknowledgements",
            "carrier-label-source", "labels",
            "customer-edi-source", "edi files",
            "customer-ack-sink", "acknowledgements");

    private final Path routes;
    private final Path mappings;
    private final Settings settings;
    private final FileStates files;
    private List<FileState> readAt = List.of();
    private Map<String, List<Partner>> byRoute = Map.of();

    RouteFacts(Path routes, Path mappings, Settings settings, FileStates files) {
        this.routes = routes;
        this.mappings = mappings;
        this.settings = settings;
        this.files = files;
    }

    /** What each enabled route says, Kamelet by Kamelet. */
    synchronized Map<String, List<Partner>> byRoute() {
        List<FileState> now = files.all();
        if (!now.equals(readAt) || byRoute.isEmpty()) {
            HubCheck check = new HubCheck(routes, mappings, settings);
            var unused = check.routes();
            byRoute = check.partners().stream().collect(Collectors.groupingBy(Partner::route));
            readAt = now;
        }
        return byRoute;
    }

    /** The partner a route is about; empty for routes that are about none. */
    static Optional<String> carrier(List<Partner> said) {
        return said.stream().flatMap(one -> one.value("carrier").stream()).findFirst();
    }

    static Optional<String> customer(List<Partner> said) {
        return said.stream().flatMap(one -> one.value("customer").stream()).findFirst();
    }

    static Optional<String> account(List<Partner> said) {
        return said.stream()
                .filter(one -> one.kamelet().equals("customer-edi-source"))
                .flatMap(one -> one.value("account").stream())
                .findFirst();
    }

    static String way(List<Partner> said) {
        return said.stream()
                .flatMap(one -> Optional.ofNullable(WAYS.get(one.kamelet())).stream())
                .findFirst()
                .orElse("route");
    }

    static String schedule(List<Partner> said) {
        return said.stream()
                .map(RouteFacts::schedule)
                .filter(words -> !words.isEmpty())
                .findFirst()
                .orElse("");
    }

    private static String schedule(Partner said) {
        return switch (said.kamelet()) {
            case "carrier-webhook-source", "carrier-token-source" -> "when the carrier calls";
            case "carrier-poll-source" ->
                "each number every " + said.value("interval", "") + ", sooner or later by status";
            case "carrier-sftp-source" -> "every " + seconds(said.value("delay", ""));
            case "carrier-mailbox-source" -> "as soon as a file has come";
            case "carrier-label-source" -> "when a label waits";
            case "carrier-ack-source", "customer-edi-source" -> "by schedule " + said.value("schedule", "");
            default -> "";
        };
    }

    private static String seconds(String millis) {
        return millis.matches("\\d{4,9}") ? Long.parseLong(millis) / 1000 + " s" : millis + " ms";
    }

    /** Where the partner's server is; null when it has none. */
    static @Nullable String server(List<Partner> said) {
        for (Partner one : said) {
            Optional<String> host = one.value("host");
            if (host.isPresent()) {
                String user = one.value("username").map(name -> name + "@").orElse("");
                return "sftp://" + user + host.get() + ":" + one.value("port", "22") + "/" + one.value("directory", "");
            }
            Optional<String> url = one.value("url");
            if (url.isPresent()) {
                // what follows the address may hold keys
                return url.get().replaceFirst("^RAW\\(", "").replaceFirst("[?{].*$", "");
            }
        }
        return null;
    }

    static @Nullable String hostKey(List<Partner> said) {
        return said.stream()
                .filter(one ->
                        one.value("host").isPresent() && one.value("knownHosts").isPresent())
                .flatMap(
                        one -> KnownHostKey.fingerprint(
                                one.value("knownHosts", ""), one.value("host", ""), one.value("port", "22"))
                                .stream())
                .findFirst()
                .orElse(null);
    }

    static List<Credential> credentials(List<Partner> said) {
        List<Credential> all = new ArrayList<>();
        for (Partner one : said) {
            Stream.concat(
                            one.secrets().stream().sorted().flatMap(name -> one.value(name).stream()
                                    .map(where -> secret(name, where))),
                            one.value("privateKeyFile").stream().map(RouteFacts::privateKey))
                    .filter(found -> !all.contains(found))
                    .forEach(all::add);
        }
        return all;
    }

    private static Credential privateKey(String file) {
        return new Credential("privateKeyFile", "file:" + file, Files.isReadable(Path.of(file)));
    }

    private static Credential secret(String name, String where) {
        try {
            String unused = SecretRef.parse(where).resolve();
            return new Credential(name, where, true);
        } catch (SecretRef.MissingSecret e) {
            return new Credential(name, where, false);
        } catch (IllegalArgumentException e) {
            // it may be the secret itself, which has no place in a route
            return new Credential(name, "not by reference", false);
        }
    }
}
