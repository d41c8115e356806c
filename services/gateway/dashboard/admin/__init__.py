"""Administration: people, keys, sources, offices, playbook, keeping times, the audit trail, tenants."""
