"""How long articles are kept: the installation's choice, and what forgets the months before."""
