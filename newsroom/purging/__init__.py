"""Purging: caches of our own are told when what they keep is no longer what we would answer.

`telling` hears of articles at once, `looking` notices every other change that readers can see,
`purges` are the jobs of the outbox that go to each cache until it has heard.
"""

from flask import Flask


def init_app(app: Flask) -> None:
    from newsroom import outbox
    from newsroom.articles import outside
    from newsroom.purging import looking, purges, telling

    outbox.register(app, purges.KIND)
    outbox.listen(app, outside.ANNOUNCED, telling.hear)
    outbox.look_out(app, looking.look)
    if app.config["CACHES"]:
        outbox.hurry(app, outside.ANNOUNCED, purges.NAME)
