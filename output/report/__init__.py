"""The report: municipalities side by side in one HTML file that needs no network (docs/report.md)."""
