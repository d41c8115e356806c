"""Reports: what is told to leaders and offices, as page, PDF, DOCX, mail and plain text.

A kind of report makes a Document (document.py) out of figures and articles; everything else is shared:
editions with their history, what people write over them, letterhead and number, and every outward form.
"""
