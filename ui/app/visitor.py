"""Who uses the page: the identity that the sign-in found, and what that role may do."""

from __future__ import annotations

from ui.auth import Identity, Role, allows

__all__ = ["needs", "visitor"]

#: Authentication is off (localhost alone), or the function runs outside a page.
LOCAL = Identity("local", "admin")


def visitor() -> Identity:
    """The identity behind the event that is being handled."""
    from gradio.context import LocalContext

    request = LocalContext.request.get(None)
    inner = getattr(request, "request", None)
    if inner is None:
        return LOCAL
    return getattr(inner.state, "identity", LOCAL)


def needs(role: Role) -> None:
    """Stop the event with a message unless the visitor's role includes `role`."""
    import gradio as gr

    identity = visitor()
    if not allows(identity, role):
        text = f"This needs the role {role}; {identity.name} is {identity.role}."
        raise gr.Error(text, title="Not allowed", print_exception=False)
