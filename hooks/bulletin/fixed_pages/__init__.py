"""The fixed pages of `docs/`: checked before MkDocs reads them, and made as safe as posts."""
