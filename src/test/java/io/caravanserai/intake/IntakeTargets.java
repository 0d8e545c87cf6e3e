package io.caravanserai.intake;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.caravanserai.fuzz.FuzzTarget;
import io.caravanserai.http.HttpCall;
import java.io.ByteArrayInputStream;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What looks into a carrier's call before it is kept, and cuts a carrier's file. */
public final class IntakeTargets {
    private static final Clock CLOCK = Clock.fixed(Instant.ofEpochSecond(1_700_000_000), ZoneOffset.UTC);
    private static final byte[] BODY = "{\"time\":1.0,\"list\":[\"a\\u00e9\"],\"map\":{}}".getBytes(UTF_8);

    private IntakeTargets() {}

    public static List<FuzzTarget> all() {
        HmacVerification hmac = new HmacVerification(
                new HmacVerification.Settings(
                        "SHA256",
                        "X-Sig",
                        "base64",
                        "v1=",
                        CallText.parse("header(X-Sig) '.' json(/list/0) body"),
                        CallText.parse("header(X-Time)"),
                        Duration.ofMinutes(5)),
                "key",
                CLOCK);
        OauthTokens tokens = new OauthTokens("acme", "id", "secret", Duration.ofHours(1), CLOCK);
        return List.of(
                scanner(
                        "json",
                        "/number /list/*/text#/a/number",
                        "{\"list\":[{\"text\":\"{\\\"a\\\":{}}\"}],\"n\":1.5}"),
                scanner("xml", "number", "<?xml version=\"1.0\"?><a b='c'><number>7</number><![CDATA[x]]>&amp;</a>"),
                scanner("form", "number", "a=1&number=%37&b=%C3%BC"),
                new FuzzTarget(
                        "signature-headers",
                        1,
                        List.of(
                                "v1=aGVsbG8gd29ybGQhIGhlbGxvIHdvcmxkIQ==".getBytes(UTF_8),
                                "1700000100".getBytes(UTF_8),
                                "2023-11-14T22:13:20.000+01:00".getBytes(UTF_8)),
                        input -> hmac.refusal(call("X-Sig", "X-Time", input)) == null),
                new FuzzTarget(
                        "authorization-header",
                        1,
                        List.of("Bearer 1700000100.abc_-".getBytes(UTF_8), "Basic aWQ6c2VjcmV0".getBytes(UTF_8)),
                        input -> tokens.refusal(call("authorization", "x", input)) == null
                                || Verification.Basic.of("id", "secret").refusal(call("authorization", "x", input))
                                        == null),
                new FuzzTarget(
                        "token-request",
                        1,
                        List.of("grant_type=client_credentials&client_id=id&client_secret=x".getBytes(UTF_8)),
                        input -> tokens.issue(new HttpCall("POST", "/", Map.of(), Map.of(), Map.of(), "", input))
                                        .status()
                                == 200),
                new FuzzTarget(
                        "csv-splitter",
                        1,
                        List.of("number;when\r\n\"a;\"\"b\";2026\r\nc;d\r\n".getBytes(UTF_8)),
                        IntakeTargets::csv));
    }

    private static FuzzTarget scanner(String format, String keyPath, String seed) {
        KeyScanner scanner = KeyScanner.of(format, keyPath);
        return new FuzzTarget("key-scanner-" + format, 1, List.of(seed.getBytes(UTF_8)), input -> {
            try {
                scanner.scan(input);
                return true;
            } catch (BadInput refused) {
                return false;
            }
        });
    }

    private static boolean csv(byte[] input) throws Exception {
        Counted counted = new Counted();
        new CsvSplitter(true, 10).split(new ByteArrayInputStream(input), counted);
        return counted.parts > 0;
    }

    private static final class Counted implements FileSplitter.Sink {
        private int parts;

        @Override
        public void part(FileSplitter.Part part) {
            parts++;
        }

        @Override
        public void fault(FileSplitter.Fault fault) {}
    }

    private static HttpCall call(String header, String other, byte[] input) {
        String value = new String(input, UTF_8);
        return new HttpCall(
                "POST",
                "/",
                Map.of(),
                Map.of(),
                Map.of(header.toLowerCase(Locale.ROOT), List.of(value), other.toLowerCase(Locale.ROOT), List.of(value)),
                "",
                BODY);
    }
}
