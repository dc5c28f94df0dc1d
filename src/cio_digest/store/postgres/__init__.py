"""A store on a PostgreSQL server; the only package that speaks psycopg.

Imported only where the store's place is the address of a server (``files.on_server``).
"""
