"""Stories: their list, the page of one, and what a team does about it."""
