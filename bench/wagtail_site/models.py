"""The article; with `?lists` there is a menu over it and the newest seven beside it."""

from typing import Any

from django.db import models
from django.http import HttpRequest
from wagtail import blocks
from wagtail.fields import StreamField
from wagtail.models import Page

BLOCKS = [("heading", blocks.CharBlock()), ("paragraph", blocks.RichTextBlock())]


class Article(Page):
    template = "article.html"
    lead = models.TextField()
    body = StreamField(BLOCKS)

    def get_context(self, request: HttpRequest, *words: Any, **named: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context(request, *words, **named)
        if "lists" in request.GET:
            context["sections"] = self.get_parent().get_children().live().in_menu()
            context["newest"] = Article.objects.live().order_by("-first_published_at")[:7]
        return context
