# Messages in English.  One source for the command line, the API and the panel.
