"""From what stands on a form to a typed record: values where they are certain, findings where they are not."""

from cbt_cli.records.clarifying import amended, compared, noticed, taken_over
from cbt_cli.records.correcting import corrected
from cbt_cli.records.making import make_record

__all__ = ["amended", "compared", "corrected", "make_record", "noticed", "taken_over"]
