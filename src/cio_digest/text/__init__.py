"""Text from outside to clean text: words, markup, addresses, dates. Pure."""
