"""The evaluation report as donors ask for it, one module a section; ``report_docx`` puts them together."""
