"""Papers: texts, files, whitelists, and what happens when something breaks off."""
