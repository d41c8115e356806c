"""Reports: from a document to every form, editions, schedules."""
