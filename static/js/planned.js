// Says so as soon as the time that an article is planned for has passed: on opening, as it is chosen, and while one writes.
const EVERY = 20_000;

function look() {
  const said = document.getElementById("time-passed");
  if (!said) return;
  const { publish_date: day, publish_time: hour } = said.closest("form").elements;
  const isTold = [day, hour].some((field) => field.getAttribute("aria-invalid"));
  said.hidden = isTold || !day.value || !hour.value || `${day.value} ${hour.value.slice(0, 5)}` > now(said.dataset.zone);
}

// What the newsroom's clock shows, as «2026-11-24 14:02».
function now(timeZone) {
  return new Date().toLocaleString("sv-SE", { timeZone, dateStyle: "short", timeStyle: "short" });
}

for (const event of ["input", "merge", "htmx:after:swap"]) document.addEventListener(event, look);
setInterval(look, EVERY);
look();
