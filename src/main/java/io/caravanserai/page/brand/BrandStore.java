package io.caravanserai.page.brand;

import io.caravanserai.store.Database;
import io.caravanserai.store.Sql;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.util.Optional;

/** The looks of accounts. */
public final class BrandStore {
    private final Database database;
    private final Clock clock;

    public BrandStore(Database database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    /** The look of an account, {@link Brand#NONE} when it has none of its own; empty when there is no such account. */
    public static Optional<Brand> find(Connection connection, String account) throws SQLException {
        return Sql.first(
                connection,
                """
                SELECT b.* FROM account a LEFT JOIN account_brand b ON b.account_number = a.account_number
                WHERE a.account_number = ?""",
                BrandStore::brand,
                account);
    }

    Optional<Brand> find(String account) {
        return database.read(connection -> find(connection, account));
    }

    /** Gives an account this look in place of the one it had; false when there is no such account. */
    boolean set(String account, Brand brand) {
        return database.write(
                connection -> find(connection, account).isPresent() && set(connection, account, brand) == 1);
    }

    private int set(Connection connection, String account, Brand brand) throws SQLException {
        return Sql.update(
                connection,
                """
                INSERT INTO account_brand (account_number, title, color, support_url, logo, updated_at)
                VALUES (?,?,?,?,?,?)
                ON CONFLICT (account_number) DO UPDATE SET title = excluded.title, color = excluded.color,
                    support_url = excluded.support_url, logo = excluded.logo, updated_at = excluded.updated_at""",
                account,
                brand.title().orElse(null),
                brand.color().map(Color::css).orElse(null),
                brand.supportUrl().orElse(null),
                brand.logo().map(Logo::bytes).orElse(null),
                clock.millis());
    }

    /** Takes an account's look away; false when there is no such account. */
    boolean remove(String account) {
        return database.write(connection -> {
            Sql.update(connection, "DELETE FROM account_brand WHERE account_number = ?", account);
            return find(connection, account).isPresent();
        });
    }

    private static Brand brand(ResultSet row) throws SQLException {
        return new Brand(
                Optional.ofNullable(row.getString("title")),
                Optional.ofNullable(row.getString("color")).map(Color::parse),
                Optional.ofNullable(row.getString("support_url")),
                Optional.ofNullable(row.getBytes("logo")).map(Logo::of));
    }
}
