"""The article, which is a page."""

from typing import ClassVar

from django.db import migrations, models
from wagtail.fields import StreamField

from bench.wagtail_site.models import BLOCKS

BODY = StreamField(BLOCKS)
PAGE = models.OneToOneField(
    "wagtailcore.page", models.CASCADE, parent_link=True, primary_key=True, serialize=False
)


class Migration(migrations.Migration):
    initial = True
    dependencies: ClassVar = [("wagtailcore", "0098_apitoken")]
    operations: ClassVar = [
        migrations.CreateModel(
            name="Article",
            fields=[
                ("page_ptr", PAGE),
                ("lead", models.TextField()),
                ("body", BODY),
            ],
            bases=("wagtailcore.page",),
        )
    ]
