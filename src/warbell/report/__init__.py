"""The after-action page of a finished run."""

from warbell.report.page import page

__all__ = ["page"]
