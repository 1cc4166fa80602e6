"""A site in Wagtail, to be compared with: an article has a title, a lead and a body.

It runs in an environment of its own, made by `bench/of_wagtail.py`.
"""
