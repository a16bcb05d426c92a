"""A believable community, for development: who they are and what they say."""
