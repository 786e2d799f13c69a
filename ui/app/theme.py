"""Look of the application: one theme, a little CSS, light and dark."""

from __future__ import annotations

from typing import Any

__all__ = ["CSS", "theme"]

CSS = """
.gradio-container {max-width: 1400px !important; margin: 0 auto}
.qm-head h1 {font-size: 1.25rem; margin: .2rem 0}
.qm-head p {margin: 0; color: var(--body-text-color-subdued)}
.qm-claim {text-decoration: underline dotted; text-underline-offset: 3px; cursor: help; font-weight: 600}
.qm-claim:focus-visible {outline: 2px solid var(--color-accent); border-radius: 3px}
.qm-badge {display: inline-block; padding: .05rem .5rem; border-radius: 999px; font-size: .8rem; font-weight: 600}
.qm-ok {background: #d7f2df; color: #0b5b2a}
.qm-bad {background: #fde2e0; color: #8c1d18}
.qm-muted {background: #e8eaee; color: #39404b}
.dark .qm-ok {background: #12492a; color: #c9f3d8}
.dark .qm-bad {background: #6b1a16; color: #ffdcd9}
.dark .qm-muted {background: #343b46; color: #e3e6eb}
@media (max-width: 640px) {
  .gradio-container {padding: 6px !important}
  .qm-wide {min-width: 0 !important}
  button {min-height: 40px}
}
table th, table th * {white-space: nowrap !important; word-break: normal !important; overflow-wrap: normal !important}
#sources ul {padding-left: 1.1rem; font-size: .85rem} #sources li {margin: .15rem 0}
footer {display: none !important}
"""


def theme() -> Any:
    import gradio as gr

    # Fonts of the system: nothing is fetched from elsewhere.
    return gr.themes.Default(
        primary_hue="emerald",
        neutral_hue="slate",
        font=["system-ui", "Segoe UI", "sans-serif"],
        font_mono=["ui-monospace", "monospace"],
    )
