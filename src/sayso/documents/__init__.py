"""What an article is before it is read, and how it is loaded from files."""
