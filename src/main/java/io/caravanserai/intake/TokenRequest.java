package io.caravanserai.intake;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.time.Duration;
import java.util.List;

/**
 * A login by a call of the carrier's own, such as a SOAP service: the request as the route describes it, and where in
 * the answer the token stands.
 *
 * @param template the request; it names no tracking numbers
 * @param path names of XML elements or JSON pointers, as for {@link KeyScanner}
 * @param life how long a token is used
 */
record TokenRequest(ApiTemplate template, String path, Duration life) {
    TokenRequest {
        if (path.isBlank() || template.body().isBlank()) {
            throw new IllegalArgumentException("this auth needs the parameters tokenBody and tokenPath");
        }
    }

    HttpRequest request(ApiTemplate.Values values, Duration timeout) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(template.urlFor(List.of(), values)))
                .timeout(timeout);
        template.headersFor(values).forEach(request::setHeader);
        return request.setHeader("Content-Type", template.contentType())
                .POST(HttpRequest.BodyPublishers.ofByteArray(template.bodyFor(List.of(), values)))
                .build();
    }

    /**
     * @throws IOException when the answer holds no token
     */
    String token(byte[] answer) throws IOException {
        String format = template.contentType().contains("xml") ? "xml" : "json";
        try {
            String token = KeyScanner.of(format, path).scan(answer);
            if (token == null || token.isBlank()) {
                throw new IOException("the answer of " + template.url() + " has no " + path);
            }
            return token;
        } catch (BadInput e) {
            throw new IOException("the answer of " + template.url() + " cannot be read: " + e.getMessage(), e);
        }
    }
}
