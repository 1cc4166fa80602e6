"""Feeds: every listing for feed readers and for newsrooms that take our stories over."""
