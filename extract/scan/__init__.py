"""Reader of scans and pictures: a page picture becomes the page model that the PDF reader works on."""
