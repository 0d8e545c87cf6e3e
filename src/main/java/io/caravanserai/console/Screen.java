package io.caravanserai.console;

import io.caravanserai.html.Html;

/**
 * What stands in the middle of a page.
 *
 * @param title of the page, also its {@code h1}
 * @param body below that
 */
public record Screen(String title, Html body) {}
