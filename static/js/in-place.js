// What a page does in place, where htmx does it. Without this file each deed loads the page anew.

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
document.addEventListener("htmx:sendError", ({ detail: { elt } }) => {
  if (elt.id !== "bell") tell(deeds.dataset.lost);
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

// The keyboard goes on where it was, or where the new begins.
let last;
document.addEventListener("htmx:beforeSwap", ({ detail }) => {
  // This very page may be another one now: that of somebody who was blocked, say.
  const { responseURL, status } = detail.xhr;
  if (status < 500 && new URL(responseURL).pathname === location.pathname) {
    detail.shouldSwap = true;
    detail.isError = false;
  }
  last = detail.requestConfig.elt.closest(".listing")?.querySelector(".post:last-of-type");
});
document.addEventListener("htmx:afterSettle", () => {
  const refused = document.querySelector("#content [aria-invalid=true]");
  const next = last?.isConnected ? last.nextElementSibling : null;
  last = undefined;
  if (document.activeElement !== document.body && document.activeElement?.isConnected) return;
  const goal = refused ?? next ?? document.getElementById("main");
  if (goal === next) next.tabIndex = -1;
  goal.focus({ preventScroll: goal !== refused });
});

// What pages ask for by themselves, as long as they are looked at.
setInterval(() => {
  if (document.visibilityState === "visible") document.body.dispatchEvent(new Event("tick"));
}, 60_000);
