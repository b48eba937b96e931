"""What owners come to under the conditions of a law: who is listed, who counts together, how links combine."""
