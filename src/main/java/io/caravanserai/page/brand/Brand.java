package io.caravanserai.page.brand;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Optional;

/**
 * How an account's tracking pages look; what is empty is the hub's own.
 *
 * @param title the name that customers know, 1 to 80 characters
 * @param supportUrl where help is, by https only
 * @param logo a picture for the top
 */
public record Brand(Optional<String> title, Optional<Color> color, Optional<String> supportUrl, Optional<Logo> logo) {
    /** An account without a look of its own. */
    public static final Brand NONE = new Brand(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());

    private static final int MAX_TITLE = 80;
    private static final int MAX_URL = 500;

    /** The hub's own. */
    private static final Color COLOR = Color.parse("#24506e");

    public Brand {
        title.filter(name -> name.isBlank() || name.length() > MAX_TITLE).ifPresent(name -> {
            throw new IllegalArgumentException("$.title must have 1 to " + MAX_TITLE + " characters");
        });
        supportUrl.filter(url -> !isHttps(url)).ifPresent(url -> {
            throw new IllegalArgumentException(
                    "$.support_url must be an address like https://shop.example/help, of at most " + MAX_URL
                            + " characters");
        });
    }

    /** What the page is coloured with. */
    public Color accent() {
        return color.orElse(COLOR);
    }

    private static boolean isHttps(String url) {
        try {
            URI uri = new URI(url);
            return url.length() <= MAX_URL
                    && "https".equalsIgnoreCase(uri.getScheme())
                    && uri.getHost() != null
                    && uri.getUserInfo() == null;
        } catch (URISyntaxException e) {
            return false;
        }
    }
}
