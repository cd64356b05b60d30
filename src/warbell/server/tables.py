"""The tables of the store; docs/store.md describes them for those who read the database."""

import sqlalchemy as sql

FORMAT = 2  # of the tables and rows; of format 1 the rows hold orders as numbers, and no film

tables = sql.MetaData()
about = sql.Table("about", tables, sql.Column("format", sql.Integer, primary_key=True))
episodes = sql.Table(
    "episodes",
    tables,
    sql.Column("digest", sql.String(64), primary_key=True),
    sql.Column("name", sql.String, nullable=False),
    sql.Column("sources", sql.LargeBinary, nullable=False),  # as in a replay
)
log = sql.Table(
    "log",
    tables,
    sql.Column("room", sql.String(40), primary_key=True),
    sql.Column("version", sql.Integer, primary_key=True),
    sql.Column("at", sql.BigInteger, nullable=False),  # milliseconds since 1970
    sql.Column("kind", sql.String(20), nullable=False),
    sql.Column("row", sql.LargeBinary, nullable=False),  # JSON
    sqlite_with_rowid=False,
)
# Made when it is first asked for: whoever only reads a database adds nothing to it.
secret = sql.Table("secret", sql.MetaData(), sql.Column("secret", sql.LargeBinary(32), primary_key=True))
# Made as well: which runs of a server there were, from its start to when it was last noted to be up.
runs = sql.Table(
    "runs",
    sql.MetaData(),
    sql.Column("began", sql.BigInteger, primary_key=True),  # as `at` of the log
    sql.Column("up", sql.BigInteger, nullable=False),
)
