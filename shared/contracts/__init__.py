"""What services say to each other: one pydantic model per file, versioned, and the channels they travel on."""
