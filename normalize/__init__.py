"""The text of a cell becomes meaning, read in the light of its document: `normalize.order`."""
