"""The darkroom: a process of its own in which strangers' files are opened, and nothing else is.

It knows no settings, no database and no network, and may take little memory and time.
"""
