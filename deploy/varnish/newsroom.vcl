# Varnish in front of nginx, as a CDN would be: /etc/varnish/newsroom.vcl. It needs varnish-modules
# (xkey), and NEWSROOM_CACHES_KEY in its environment: the same that the newsroom has.
# Yours to change: where nginx is, and from where the newsroom's servers come to purge.
vcl 4.1;

import std;
import xkey;

backend newsroom {
    .host = "127.0.0.1";
    .port = "8080";
    .connect_timeout = 2s;
    .first_byte_timeout = 60s;
    .probe = {
        .url = "/healthz";
        .interval = 1s;
        .timeout = 2s;
        .window = 3;
        .threshold = 1;
        .initial = 1;
    }
}

acl newsrooms {
    "127.0.0.1";
    "::1";
}

sub vcl_recv {
    unset req.http.X-First-Try; # ours, not theirs
    if (req.method == "PURGE") {
        call purge;
    }
    if (req.method !~ "^(GET|HEAD|POST|OPTIONS)$") {
        return (synth(405));
    }
    if (req.url ~ "^/(metrics|readyz)([/?]|$)") {
        return (synth(404));
    }
    # The staff's side is nobody's to keep; nor is what changes something.
    if (req.url ~ "^/(desk|sign-in)([/?]|$)" || (req.method != "GET" && req.method != "HEAD")) {
        return (pass);
    }
    # Staff see at once what they have published, and freshen what readers get.
    if (req.http.Cookie ~ "(^|;\s*)(__Host-)?newsroom=") {
        set req.hash_always_miss = true;
    }
    # Nothing else reads a session, so none comes in: no reader's page can be another's.
    unset req.http.Cookie;
    unset req.http.Authorization;
    call leave_marks_out;
    # What has become old is shown for the half second in which one request asks anew; for an hour
    # when nobody answers, or when the answer of the first try was an error.
    set req.grace = 0.5s;
    if (req.restarts > 0 || !std.healthy(req.backend_hint)) {
        set req.grace = 1h;
    }
    if (req.restarts == 0) {
        set req.http.X-First-Try = "yes";
    }
    return (hash);
}

sub purge {
    if (client.ip !~ newsrooms || std.getenv("NEWSROOM_CACHES_KEY") == ""
        || req.http.Authorization != "Bearer " + std.getenv("NEWSROOM_CACHES_KEY")) {
        return (synth(403));
    }
    if (req.http.Purge == "hard") {
        set req.http.Purged = xkey.purge(req.http.Surrogate-Key);
    } else {
        set req.http.Purged = xkey.softpurge(req.http.Surrogate-Key);
    }
    return (synth(200, "Purged " + req.http.Purged));
}

# Marks of where a reader came from make no other page.
sub leave_marks_out {
    if (req.url ~ "[?&](utm_[a-z]+|fbclid|gclid)=") {
        set req.url = regsuball(req.url, "([?&])(utm_[a-z]+|fbclid|gclid)=[^&]*", "\1");
        set req.url = regsuball(req.url, "&&+", "&");
        set req.url = regsub(req.url, "\?&+", "?");
        set req.url = regsub(req.url, "[?&]+$", "");
    }
}

# One newsroom, whatever Host was asked for.
sub vcl_hash {
    hash_data(req.url);
    return (lookup);
}

sub vcl_backend_response {
    if (bereq.uncacheable) {
        return (deliver);
    }
    if (beresp.status >= 500) {
        if (bereq.is_bgfetch || bereq.http.X-First-Try) {
            return (abandon);
        }
        set beresp.ttl = 0s;
        set beresp.grace = 0s;
        set beresp.keep = 0s;
        return (deliver);
    }
    # For nobody to keep, such as what is only last known while the database is away: not even for
    # when nobody answers. For a second who asks for the same waits for no one.
    if (beresp.http.Cache-Control ~ "(?i)(no-store|private)") {
        if (bereq.is_bgfetch) {
            return (abandon);
        }
        set beresp.uncacheable = true;
        set beresp.ttl = 1s;
        set beresp.grace = 0s;
        set beresp.keep = 0s;
        return (deliver);
    }
    set beresp.http.xkey = beresp.http.Surrogate-Key;
    set beresp.grace = 1h;
    set beresp.keep = 1h;
}

sub vcl_backend_error {
    if (bereq.is_bgfetch || bereq.http.X-First-Try) {
        return (abandon);
    }
    set beresp.http.Content-Type = "text/html; charset=utf-8";
    set beresp.http.Cache-Control = "no-store";
    set beresp.http.Retry-After = "10";
    set beresp.body = {"<!doctype html><html lang="uk"><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>Редакція не відповідає</title><h1>Редакція не відповідає</h1><p>Зачекайте кілька секунд і спробуйте ще раз. Те, що ви написали, лишилося на вашій сторінці.</p><p lang="en">The newsroom does not answer. Wait a few seconds and try again. What you wrote is still on your page.</p></html>"};
    return (deliver);
}

# After a first try that failed: once more, with what is old if there is any.
sub vcl_synth {
    if (resp.status == 503 && req.http.X-First-Try && req.restarts == 0) {
        return (restart);
    }
}

sub vcl_deliver {
    # Of keeping, a browser hears only that it should ask; and of ourselves nothing.
    set resp.http.Cache-Control = regsub(resp.http.Cache-Control, "^(public, max-age=0), s-maxage=.*", "\1");
    unset resp.http.Surrogate-Key;
    unset resp.http.xkey;
    unset resp.http.Via;
    unset resp.http.X-Varnish;
    unset resp.http.Age;
}
