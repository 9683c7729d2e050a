"""Reader of scans and pictures: `extract.scan.reader.read_scan` turns a page picture into the page model that the PDF reader works on,
`extract.scan.pages` does so for the pages of a PDF that need it, `extract.scan.image` for image files.
"""
