"""What every service shares: contracts, messaging, runtime and the table of regions."""
