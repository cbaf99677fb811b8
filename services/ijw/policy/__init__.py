"""The municipal protocols: decides on requests. Pure functions over loaded facts; today is a parameter."""
