"""What photos, titles and tables of numbers become as pictures on the site."""
