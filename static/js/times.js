// Keeps "5 minutes ago" right as long as a page is open. Without this file it tells of when the
// page came; what a time is exactly, its title tells.

const UNITS = { week: 604_800, day: 86_400, hour: 3_600, minute: 60 }; // seconds
// A device's clock may be wrong. Pages that anybody may keep a copy of do not say the time.
const { now } = document.body.dataset;
const fast = now ? Date.now() - now * 1_000 : 0; // milliseconds
const words = new Intl.RelativeTimeFormat(document.documentElement.lang);

function tell() {
  for (const time of document.querySelectorAll("time[data-ago]")) {
    const age = (Date.now() - fast - Date.parse(time.dateTime)) / 1_000;
    const [unit, length] = Object.entries(UNITS).find(([, seconds]) => seconds <= age) ?? [];
    if (unit) time.textContent = words.format(-Math.floor(age / length), unit);
  }
}

setInterval(tell, 60_000);
document.addEventListener("visibilitychange", tell); // browsers slow down what is not looked at
addEventListener("pageshow", ({ persisted }) => persisted && tell()); // the back button
