/** The database: SQLite by default, PostgreSQL by URL, one SQL for both; readers, grouped writes, migrations. */
@NullMarked
package io.caravanserai.store;

import org.jspecify.annotations.NullMarked;
