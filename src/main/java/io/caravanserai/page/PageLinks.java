package io.caravanserai.page;

import io.caravanserai.store.Database;
import io.caravanserai.store.Sql;
import java.net.URI;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.function.Supplier;

/** The addresses of tracking pages. */
public final class PageLinks {
    /** Where all pages are, below the public address. */
    static final String FOLDER = "/t/";

    private static final String FIND = "SELECT page_token FROM shipment WHERE id = ? AND page_token IS NOT NULL";

    private final Database database;
    private final Supplier<String> publicUrl;

    /** @param publicUrl where the public is served, without a slash at its end */
    public PageLinks(Database database, Supplier<String> publicUrl) {
        this.database = database;
        this.publicUrl = publicUrl;
    }

    /** The address of the page that a token opens. */
    public String at(String token) {
        return publicUrl.get() + FOLDER + token;
    }

    /**
     * The address of a shipment's page; one that has no token yet gets its own.
     *
     * @throws IllegalStateException when there is no such shipment
     */
    public String of(String shipmentId) {
        return at(database.read(connection -> Sql.first(connection, FIND, row -> row.getString(1), shipmentId))
                .orElseGet(() -> database.write(connection -> token(connection, shipmentId))));
    }

    /** Like {@link #of(String)}, in the caller's transaction, which must be one that writes. */
    public String of(Connection connection, String shipmentId) throws SQLException {
        return at(token(connection, shipmentId));
    }

    /** Two that ask at the same time get the same. */
    private static String token(Connection connection, String shipmentId) throws SQLException {
        Sql.update(
                connection,
                "UPDATE shipment SET page_token = ? WHERE id = ? AND page_token IS NULL",
                PageToken.next(),
                shipmentId);
        return Sql.first(connection, FIND, row -> row.getString(1), shipmentId)
                .orElseThrow(() -> new IllegalStateException("there is no shipment " + shipmentId));
    }

    /** What is before every path of the hub when a proxy serves it below another: empty or such as {@code /hub}. */
    String prefix() {
        return URI.create(publicUrl.get()).getPath();
    }
}
