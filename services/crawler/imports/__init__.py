"""Imports: files of posts, comments and complaints, read, masked, kept as rows and fed into the pipeline."""
