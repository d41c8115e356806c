"""What services say to each other: versioned pydantic models and the channels they travel on."""
