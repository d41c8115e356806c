"""/laporan: reports, their editions, schedules and the letterhead."""
