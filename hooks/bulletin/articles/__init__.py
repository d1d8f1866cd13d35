"""Articles: what posts become. Their facts stay in memory; their texts are fetched when pages are made."""
