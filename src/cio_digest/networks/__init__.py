"""The networks and other kinds of places to watch: one file each, and one line in ``registry``."""
