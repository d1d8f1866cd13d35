"""From the sample to a bulletin of one's own, and from one version of the software to the next."""
