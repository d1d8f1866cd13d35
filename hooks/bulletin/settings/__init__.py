"""The settings: `mkdocs.yml`, read and checked."""
