"""The text of a message before it is read: tidied, names and times taken out, its matter for notes found."""
