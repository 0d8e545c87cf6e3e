package io.caravanserai.console;

import io.caravanserai.event.Sha256;
import io.caravanserai.http.HttpAnswer;
import io.caravanserai.http.HttpCall;
import io.caravanserai.http.HttpProblem;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.zip.GZIPOutputStream;

/**
 * Style and scripts from the class path. Each has the beginning of its SHA-256 in its path, so that browsers may keep it
 * for ever.
 */
final class Assets {
    static final String PATH = "/assets/";
    private static final int TAG = 12;
    private static final String WEBJARS = "/META-INF/resources/webjars/";

    /** A stylesheet or script. */
    enum Asset {
        PICO("pico.css"),
        STYLE("console.css"),
        HTMX("htmx.js"),
        SCRIPT("console.js");

        private final String file;

        Asset(String file) {
            this.file = file;
        }
    }

    private record Kept(String path, HttpAnswer plain, HttpAnswer packed) {}

    private final Map<Asset, Kept> kept = new HashMap<>();
    private final Map<String, Kept> byName = new HashMap<>();

    Assets() {
        keep(Asset.PICO, webjar("picocss__pico", "css/pico.classless.min.css"));
        keep(Asset.STYLE, "/console/console.css");
        keep(Asset.HTMX, webjar("htmx.org", "dist/htmx.min.js"));
        keep(Asset.SCRIPT, "/console/console.js");
    }

    String path(Asset asset) {
        return Objects.requireNonNull(kept.get(asset)).path();
    }

    /** {@code GET /assets/:name}: open to everybody, since everybody may read it in the hub's source. */
    HttpAnswer answer(HttpCall call) {
        Kept asset = byName.get(call.pathParam("name"));
        if (asset == null) {
            throw HttpProblem.of(404, "There is no such asset.");
        }
        boolean packs = call.header("accept-encoding")
                .filter(accepted -> accepted.contains("gzip"))
                .isPresent();
        return packs ? asset.packed() : asset.plain();
    }

    private void keep(Asset asset, String resource) {
        byte[] bytes = read(resource);
        String tag = HexFormat.of().formatHex(Sha256.start().digest(bytes)).substring(0, TAG);
        String name = tag + "-" + asset.file;
        HttpAnswer plain = new HttpAnswer(
                200,
                Map.of(
                        "Content-Type",
                        asset.file.endsWith(".css") ? "text/css; charset=utf-8" : "text/javascript; charset=utf-8",
                        "Cache-Control",
                        "public, max-age=31536000, immutable",
                        "Vary",
                        "Accept-Encoding"),
                bytes);
        HttpAnswer packed = new HttpAnswer(200, plain.headers(), pack(bytes)).with("Content-Encoding", "gzip");
        Kept made = new Kept(PATH + name, plain, packed);
        kept.put(asset, made);
        byName.put(name, made);
    }

    /** The version is named in pom.xml alone. */
    private static String webjar(String name, String file) {
        try (InputStream in = open("/META-INF/maven/org.webjars.npm/" + name + "/pom.properties")) {
            Properties properties = new Properties();
            properties.load(in);
            return WEBJARS + name + "/" + properties.getProperty("version") + "/" + file;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static byte[] read(String resource) {
        try (InputStream in = open(resource)) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static InputStream open(String resource) {
        return Objects.requireNonNull(Assets.class.getResourceAsStream(resource), resource);
    }

    private static byte[] pack(byte[] bytes) {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(packed)) {
            out.write(bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return packed.toByteArray();
    }
}
