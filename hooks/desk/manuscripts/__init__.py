"""The file of a post as text: read, compared and changed without touching what nobody changed."""
