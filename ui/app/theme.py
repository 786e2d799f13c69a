"""Look of the application: one theme, a little CSS, light and dark, and what gradio's own markup leaves unnamed."""

from __future__ import annotations

from typing import Any

__all__ = ["CSS", "HEAD", "theme"]

CSS = """
.gradio-container {max-width: 1400px !important; width: 100%; margin: 0 auto}
.gradio-container .main, .gradio-container .wrap, .gradio-container .contain, .gradio-container .tabs,
.gradio-container .column, .gradio-container .row > * {min-width: 0}
.gradio-container main.contain, .gradio-container .main > .wrap {width: 100%}
.qm-head h1 {font-size: 1.25rem; margin: .2rem 0}
.qm-head p {margin: 0; color: var(--body-text-color-subdued)}
.qm-end {align-items: end}
.qm-claim {text-decoration: underline dotted; text-underline-offset: 3px; cursor: help; font-weight: 600}
.qm-claim:focus-visible {outline: 2px solid var(--color-accent); border-radius: 3px}
.qm-claim:focus::after {content: attr(title); display: block; margin: .3rem 0; padding: .4rem .6rem; font-weight: 400;
  font-size: .8rem; border-left: 3px solid #047857; background: var(--block-background-fill); overflow-wrap: anywhere}
.qm-badge {display: inline-block; padding: .05rem .5rem; border-radius: 999px; font-size: .8rem; font-weight: 600}
#chat .qm-badge {opacity: 1}
.qm-ok, .prose .qm-ok {background: #d7f2df; color: #053d1b}
.qm-bad, .prose .qm-bad {background: #fde2e0; color: #6f1410}
.qm-muted, .prose .qm-muted {background: #e8eaee; color: #2b313a}
.dark .qm-ok {background: #12492a; color: #d9f7e3}
.dark .qm-bad {background: #6b1a16; color: #ffe4e2}
.dark .qm-muted {background: #343b46; color: #eceef1}
.prose table.qm-facts, .prose .qm-facts tr {border: 0}
.prose h2 {font-size: 1.1rem; margin: .4rem 0}
.prose pre, .prose pre code {white-space: pre-wrap; overflow-wrap: anywhere; overflow: visible}
.label-wrap {align-items: center}
.qm-facts {width: 100%; border-collapse: collapse; font-size: .82rem}
.prose .qm-facts td, .qm-facts td {padding: .2rem .4rem .2rem 0; vertical-align: top; border: 0;
  border-bottom: 1px solid var(--border-color-primary)}
.qm-facts td:first-child {font-weight: 600; white-space: nowrap}
.qm-facts small {display: block; color: var(--body-text-color-subdued); overflow-wrap: anywhere}
.qm-scroll {max-height: 430px; overflow-y: auto}
.qm-bar {height: .6rem; border-radius: 999px; background: var(--border-color-primary); overflow: hidden}
.qm-bar > div {height: 100%; background: #047857}
#examples {gap: .4rem} #examples p {font-size: .85rem; margin: 0}
.qm-suggestion {justify-content: flex-start; text-align: left; font-weight: 400 !important}
#chat {min-height: 320px}
button.primary {background: #047857; color: #fff; border-color: #047857}
button.primary:hover {background: #065f46}
.or {color: var(--body-text-color-subdued) !important}
button[role=tab].selected {color: #047857} .dark button[role=tab].selected {color: #34d399}
.table-wrap, .table-wrap * {font-family: var(--font) !important; font-variant-numeric: tabular-nums}
table th, table th * {white-space: nowrap !important; word-break: normal !important; overflow-wrap: normal !important}
.js-plotly-plot .plotly text {font-family: var(--font) !important}
.dark .js-plotly-plot .plotly text {fill: #e2e8f0 !important}
.dark .js-plotly-plot .gridlayer path, .dark .js-plotly-plot .zerolinelayer path {stroke: #334155 !important}
.dark .js-plotly-plot .hoverlayer .bg, .dark .js-plotly-plot .hoverlayer .hovertext > path {fill: #0f172a !important}
footer {display: none !important}
@media (max-width: 640px) {
  .gradio-container {padding: 6px !important}
  .gradio-container .main {padding: 6px !important}
  .qm-wide {min-width: 0 !important; flex-basis: 100% !important}
  button {min-height: 40px}
  .qm-facts td:first-child {white-space: normal}
}
"""

#: Names for controls that gradio leaves without one, kept up as its parts are drawn anew.
HEAD = """
<script>
(() => {
  const name = () => {
    document.querySelectorAll('input.search-input:not([aria-label])').forEach(
      e => e.setAttribute('aria-label', 'Filter the table'));
    document.querySelectorAll('div[aria-label="Static column"]:not([role]), div.empty[aria-label]:not([role])').forEach(
      e => e.setAttribute('role', 'img'));
    document.querySelectorAll('.qm-scroll:not([tabindex])').forEach(
      e => e.setAttribute('tabindex', '0'));
  };
  let asked = false;
  new MutationObserver(() => {
    if (!asked) { asked = true; requestAnimationFrame(() => { asked = false; name(); }); }
  }).observe(document.documentElement, {childList: true, subtree: true});
})();
</script>
"""


def theme() -> Any:
    import gradio as gr

    # Fonts of the system: nothing is fetched from elsewhere.
    made = gr.themes.Default(
        primary_hue="emerald",
        neutral_hue="slate",
        font=["system-ui", "Segoe UI", "sans-serif"],
        font_mono=["ui-monospace", "monospace"],
    )
    # Contrast of at least 4.5 to 1 (WCAG 2.2, 1.4.3).
    return made.set(
        body_text_color_subdued="*neutral_600",
        body_text_color_subdued_dark="*neutral_400",
        block_label_text_color="*neutral_700",
        block_title_text_color="*neutral_700",
        input_placeholder_color="*neutral_500",
        input_placeholder_color_dark="*neutral_400",
        button_primary_background_fill="#047857",
        button_primary_background_fill_hover="#065f46",
        button_primary_background_fill_dark="#047857",
        button_primary_background_fill_hover_dark="#065f46",
        button_primary_text_color="white",
    )
