"""What `mkdocs.yml` says."""
