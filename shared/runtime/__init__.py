"""What every process needs to run: settings, logs, health, metrics, signals, database."""
