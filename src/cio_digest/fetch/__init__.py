"""Requests to responses over polite HTTP, bounded in bytes, time and redirects.

The only package that speaks aiohttp, which its modules import, and not the package: what runs
programs needs none of it. Conditional requests, redirects, freshness and retries follow RFC 9110
and RFC 9111.
"""
