"""What would decide or change an answer: the missing facts, the least sale, the least purchase."""
