"""The pages of the documentation, and what it takes to hold them to the code."""
