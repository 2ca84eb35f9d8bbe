"""Training of the deep reading model. See models/deep.md for the recipe and its scores."""
