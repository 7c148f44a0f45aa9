"""The parts of the evaluation report, one module a part of the page; ``report_html`` puts them together."""
