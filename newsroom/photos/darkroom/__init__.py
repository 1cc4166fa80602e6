"""The darkroom: a process of its own in which strangers' files are opened, and nothing else is.

It is begun with an empty environment, so that it knows no settings and no database, and may take
little memory and time. Its user is the server's: nothing keeps it from the network or from files.
"""
