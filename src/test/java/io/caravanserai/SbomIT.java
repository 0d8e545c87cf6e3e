package io.caravanserai;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.caravanserai.event.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import org.junit.jupiter.api.Test;

/** The bill of materials (CycloneDX) against the packaged hub; needs the package, so it runs in {@code mvn verify}. */
class SbomIT {
    @Test
    void namesEachLibraryOfTheHubWithVersionHashAndLicenceAndNoOther() throws IOException {
        JsonNode bill = Json.parse(Files.readAllBytes(Path.of("target/hub-sbom.json")));

        List<String> jars = new ArrayList<>();
        for (JsonNode part : bill.path("components")) {
            jars.add(jar(part));
            assertThat(part.path("purl").asText()).startsWith("pkg:maven/");
            assertThat(part.path("hashes").findValuesAsText("alg")).contains("SHA-256");
            assertThat(part.path("licenses")).as("licences of %s", jar(part)).isNotEmpty();
        }
        assertThat(jars).containsExactlyInAnyOrderElementsOf(classPath());
        assertThat(bill.path("bomFormat").asText()).isEqualTo("CycloneDX");
        assertThat(bill.at("/metadata/component/name").asText()).isEqualTo("caravanserai-hub");
    }

    /** Its file name as Maven writes it. */
    private static String jar(JsonNode part) {
        String purl = part.path("purl").asText();
        String classifier = purl.contains("classifier=") ? "-" + purl.replaceFirst(".*classifier=([^&]+).*", "$1") : "";
        return part.path("name").asText() + "-" + part.path("version").asText() + classifier + ".jar";
    }

    private static List<String> classPath() throws IOException {
        try (JarFile hub = new JarFile("target/hub.jar")) {
            String classPath = hub.getManifest().getMainAttributes().getValue(Attributes.Name.CLASS_PATH);
            return List.of(classPath.split(" ", -1)).stream()
                    .map(jar -> jar.substring("lib/".length()))
                    .toList();
        }
    }
}
