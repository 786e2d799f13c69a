"""stub"""

from __future__ import annotations


def build_replenishment_tab(services):
    import gradio as gr

    x = gr.Markdown()
    return (lambda: ""), [x]
