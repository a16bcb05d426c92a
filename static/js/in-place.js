// What a page does in place, where htmx does it. Without this file each deed loads the page anew.

const PATIENCE = 20_000; // milliseconds

const said = document.getElementById("said");
const deeds = document.getElementById("deeds");

function tell(text) {
  const line = document.createElement("p");
  line.className = "flash flash-error";
  line.textContent = text;
  (document.querySelector("dialog[open] [role=status]") ?? said).replaceChildren(line);
}

// All buttons share one form; where each goes, it knows itself.
document.addEventListener("htmx:configRequest", ({ detail }) => {
  const button = detail.triggeringEvent?.submitter;
  if (detail.elt === deeds && button) detail.path = button.formAction;
});

// What the server says of a refusal is on the page that it answers with. Where that page gives
// back what was sent (a form that went stale), it is gone to. Of what the page asks for by
// itself nothing is said.
document.addEventListener("htmx:responseError", ({ detail: { elt, xhr, pathInfo } }) => {
  if (elt.id === "bell") return;
  const page = new DOMParser().parseFromString(xhr.responseText, "text/html");
  if (page.querySelector("main form[method=post]")) {
    elt.action = pathInfo.requestPath;
    return elt.submit();
  }
  const words = [...page.querySelectorAll("main h1, main p:not(:has(a, code))")];
  tell(words.map((one) => one.textContent.trim()).join(" – ") || deeds.dataset.broken);
});
function lose({ detail: { elt } }) {
  if (elt.id !== "bell") tell(deeds.dataset.lost);
}
document.addEventListener("htmx:sendError", lose);
document.addEventListener("htmx:timeout", lose);
document.addEventListener("htmx:beforeRequest", ({ detail: { elt, xhr } }) => {
  const uploads = elt.querySelector("[type=file]")?.files.length > 0; // which may take long
  xhr.timeout = uploads ? 0 : PATIENCE;
});

// What is being written stays as it is, when a deed draws all else anew.
let writing;
document.addEventListener("htmx:beforeSwap", ({ detail }) => {
  const anew = detail.requestConfig.elt === deeds && detail.target.id === "content";
  writing = anew && detail.shouldSwap ? detail.target.querySelector(".composer") : null;
  writing?.remove(); // or it would be taken apart with the rest
});
document.addEventListener("htmx:afterSettle", () => {
  if (writing) document.querySelector("#content .composer")?.replaceWith(writing);
  writing = null;
});

// Each post is there once, though one may be on an older page again: reposted, say.
document.addEventListener("htmx:afterSwap", () => {
  const there = new Set();
  for (const post of document.querySelectorAll("#content .post")) {
    if (there.has(post.id)) post.remove();
    there.add(post.id);
  }
});

// The keyboard goes on where it was, or where the new begins.
let last;
let pressed; // where a button stood: its menu, its post; found again by their ids
document.addEventListener("htmx:beforeSwap", ({ detail }) => {
  // This very page may be another one now: that of somebody who was blocked, say.
  const { responseURL, status } = detail.xhr;
  if (status < 500 && new URL(responseURL).pathname === location.pathname) {
    detail.shouldSwap = true;
    detail.isError = false;
  }
  const button = detail.requestConfig.triggeringEvent?.submitter;
  pressed = [button?.closest("details")?.querySelector("summary"), button?.closest(".post")];
  last = detail.requestConfig.elt.closest(".listing")?.querySelector(".post:last-of-type");
});
document.addEventListener("htmx:afterSettle", () => {
  const refused = document.querySelector("#content [aria-invalid=true]");
  const next = last?.isConnected ? last.nextElementSibling : null;
  last = undefined;
  if (document.activeElement !== document.body && document.activeElement?.isConnected) return;
  const place = pressed?.map((one) => document.getElementById(one?.id)).find(Boolean);
  const goal = refused ?? next ?? place ?? document.getElementById("main");
  if (goal.matches(".post")) goal.tabIndex = -1;
  goal.focus({ preventScroll: goal !== refused });
});

// What pages ask for by themselves, as long as they are looked at.
setInterval(() => {
  if (document.visibilityState === "visible") document.body.dispatchEvent(new Event("tick"));
}, 60_000);
