"""Scoring of question files: binding, matching rules, kinds, measures, report. See `llm.evaluate`."""

__all__: list[str] = []
