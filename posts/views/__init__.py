"""The pages of posts, a module per kind of page."""
