"""Inputs: from a path to streams of bytes that are safe to read: unpacked, bounded, hashed, recognised by content."""
