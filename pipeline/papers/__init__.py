"""The printed papers: what each of them says, and how they come to be files."""
