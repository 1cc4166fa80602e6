"""Wagtail finds the page of every address itself."""

from django.http import HttpResponse
from django.urls import include, path
from wagtail import urls

urlpatterns = [path("healthz", lambda _request: HttpResponse("ok")), path("", include(urls))]
