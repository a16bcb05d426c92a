// Who somebody is, beside a link to them that one rests on, with the mouse or the keyboard.
// Loaded by on-demand.js. Where no card comes, the link leads to their page all the same.

const LINKS = 'a[href^="/@"]:not(nav a, .menu a)';
const PERSON = /^\/@\w+\/$/;
const PAUSE = 400; // ms on a link, before its card comes
const GRACE = 250; // ms on the way from a link to its card
const GAP = 4; // px between them

const card = document.createElement("div");
card.className = "person-card";
card.popover = "manual";
card.setAttribute("role", "group");

const fetched = new Map(); // what the cards show, by their addresses
let link = null; // that one rests on
let shown; // whose card is, or was
let opening;
let leaving;
let asking;

const isOpen = () => card.matches(":popover-open");

function close() {
  if (card.contains(document.activeElement)) shown.focus({ preventScroll: true });
  card.hidePopover();
}

function leave() {
  const stays = shown?.matches(":hover, :focus-visible") || card.matches(":hover, :has(:focus-visible)");
  if (isOpen() && !stays) close();
}

/** Put the card below its link, or above where there is no room, and all of it in sight. */
function place() {
  const [line] = shown.getClientRects();
  const { offsetWidth: width, offsetHeight: height } = card;
  const { clientWidth, clientHeight, dir } = document.documentElement;
  const left = dir === "rtl" ? line.right - width : line.left;
  const below = line.bottom + GAP;
  const above = line.top - GAP - height;
  const top = below + height > clientHeight && above > 0 ? above : below;
  card.style.left = `${Math.max(GAP, Math.min(left, clientWidth - width - GAP))}px`;
  card.style.top = `${top + scrollY}px`;
}

async function open(person) {
  const address = `${person.pathname}card/`;
  asking = new AbortController();
  const { signal } = asking;
  if (!fetched.has(address)) {
    const answer = await fetch(address, { signal });
    if (!answer.ok) return;
    fetched.set(address, await answer.text());
  }
  if (signal.aborted || !person.isConnected) return;
  shown = person;
  card.innerHTML = fetched.get(address);
  card.setAttribute("aria-label", address.split("/")[1]); // "@ada"
  person.after(card); // where Tab goes on to
  card.showPopover();
  place();
}

function restOn(target) {
  clearTimeout(leaving);
  leaving = setTimeout(leave, GRACE);
  const found = target.closest(LINKS);
  const person = PERSON.test(found?.pathname) ? found : null;
  if (person === link) return;
  link = person;
  clearTimeout(opening);
  asking?.abort();
  if (!person || (person === shown && isOpen())) return;
  opening = setTimeout(() => open(person).catch(() => {}), PAUSE); // no network, no card
}

function point({ target, pointerType }) {
  if (pointerType !== "touch") restOn(target);
}

// Not "pointerover": where the page moves below a mouse that lies still, nobody asks for anything.
document.addEventListener("pointermove", point);
document.documentElement.addEventListener("pointerleave", point);
document.addEventListener("focusin", ({ target }) => {
  if (target.matches(":focus-visible")) restOn(target);
});
document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape" || !isOpen()) return;
  event.preventDefault(); // a dialog below it stays
  close();
});
document.addEventListener("htmx:afterRequest", ({ detail }) => {
  if (detail.requestConfig.verb === "post") fetched.clear(); // one may follow somebody now
});
// What comes of a button on it is shown on it, when it is away too.
document.addEventListener("htmx:afterSwap", () => card.isConnected || document.body.append(card));

const first = document.querySelector("a:is(:hover, :focus-visible)"); // that it was loaded for
if (first) restOn(first);
