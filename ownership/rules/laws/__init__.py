"""Laws: a family of legal rules, one law a file, mostly data."""
