"""The trial: site, desk and login on this machine alone, with sample users, on a repository made from the sample."""
