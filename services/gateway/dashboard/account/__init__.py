"""The account of the visitor: password, devices, the first-use tour."""
