"""The doctor: examines the machine that makes the bulletin, and the site as readers get it."""
