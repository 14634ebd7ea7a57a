"""Cases kept in a database: what is held of each, the actions that change them and the queries that read them."""
