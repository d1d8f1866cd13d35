"""What keeps a trial from running."""


class TrialError(Exception):
    """The message is a sentence for whoever has typed the command."""
