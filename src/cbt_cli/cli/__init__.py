"""The commands, one module a family: parse, run one stage, show, leave."""
