// Keeps «3 хв тому» true. The server writes the words first; this rereads each time[data-relative] from its datetime
// and writes the same words (patterns on <html>), so a page that lay open, or in a cache, is right too.
const MINUTE = 60, DAY = 86_400, FRESH = 5 * MINUTE, TICK = 15_000;

function inWords(age, date) {
  const words = document.documentElement.dataset;
  const minutes = Math.floor(Math.abs(age) / MINUTE);
  const say = (inMinutes, inHours) =>
    minutes < 60 ? inMinutes.replace("{n}", Math.max(1, minutes)) : inHours.replace("{n}", Math.floor(minutes / 60));
  if (Math.abs(age) >= DAY) return date;
  if (age < 0) return say(words.inMinutes, words.inHours);
  return minutes ? say(words.minutesAgo, words.hoursAgo) : words.now;
}

function tick() {
  const now = Date.now() / 1000;
  for (const time of document.querySelectorAll("time[data-relative]")) {
    const since = now - Date.parse(time.dateTime) / 1000;
    // What is out already never lies ahead, even where a reader's clock is late.
    const age = time.dataset.relative === "past" ? Math.max(0, since) : since;
    const words = inWords(age, time.dataset.date);
    if (time.textContent !== words) time.textContent = words;
    if ("newest" in time.dataset) time.toggleAttribute("data-fresh", age < FRESH);
  }
}

tick();
setInterval(() => document.hidden || tick(), TICK);
document.addEventListener("visibilitychange", tick);
document.addEventListener("htmx:after:swap", tick);
