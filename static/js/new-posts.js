// Tells at home how many posts are new, and moves nothing. Without this file one reloads.

const MOST = 16; // times as long between two questions, after errors

let line;
let pause;
let wait;
let timer;
let asking;

function tell(text) {
  if (line.textContent === text) return; // said aloud once
  const link = document.createElement("a");
  link.className = "button button-quiet";
  link.href = "/";
  link.textContent = text;
  line.replaceChildren(...(text ? [link] : []));
}

async function ask() {
  asking = new AbortController();
  try {
    const answer = await fetch(line.dataset.ask, { signal: asking.signal });
    if (answer.status === 403) return stop(); // signed out meanwhile
    if (!answer.ok) throw new Error(answer.statusText);
    tell((await answer.json()).text);
    wait = pause;
  } catch {
    if (asking.signal.aborted) return;
    wait = Math.min(wait * 2, pause * MOST);
  }
  timer = setTimeout(ask, wait);
}

function stop() {
  clearTimeout(timer);
  asking?.abort();
}

function start() {
  stop();
  if (line && document.visibilityState === "visible") timer = setTimeout(ask, wait);
}

function begin() {
  const found = document.querySelector(".new-posts[data-ask]");
  if (found === line) return;
  line = found;
  pause = Number(line?.dataset.seconds) * 1000;
  wait = pause;
  start();
}

if (!navigator.connection?.saveData) {
  document.addEventListener("visibilitychange", start);
  document.addEventListener("htmx:load", begin); // and in place, of a newer page
}
