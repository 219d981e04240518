"""Claims: what statements of different documents are about, who denies it, and from how many origins it comes."""
