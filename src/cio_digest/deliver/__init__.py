"""A digest -> the request that takes it to a service; a file a service, a line in ``registry``."""
