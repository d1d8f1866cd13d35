"""The archive: all articles, read, remembered month by month, put in order, and compared with each other."""
