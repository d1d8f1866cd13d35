"""The desk: a form, a board and a button that publishes, for editors who know no git. It calls the engine; the engine
knows nothing of it."""
