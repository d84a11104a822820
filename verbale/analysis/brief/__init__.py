"""The brief: a document on one pair of states, every sentence with its sources."""
