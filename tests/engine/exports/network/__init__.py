"""Views of a network and their forms."""
