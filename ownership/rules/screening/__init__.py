"""What rules say of everybody, and who qualifies as an owner."""
