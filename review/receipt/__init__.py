"""The receipt: a letter to the municipality about its document, as .docx and HTML."""
