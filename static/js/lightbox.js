// The pictures of a post, looked at above the page; on-demand.js opens it.

const dialog = document.getElementById("lightbox");
const stage = dialog.querySelector(".lightbox-stage");
const words = dialog.querySelector(".lightbox-words");
const place = dialog.querySelector(".lightbox-place");
const alt = dialog.querySelector(".lightbox-alt");
const again = document.getElementById("lightbox-again");

let links; // to the pictures of the post
let at; // which of them is shown

const elsewhere = ({ ctrlKey, metaKey, shiftKey, altKey }) => ctrlKey || metaKey || shiftKey || altKey;

function draw({ href }, text) {
  const picture = new Image();
  const turn = (state) => {
    if (picture.isConnected) stage.dataset.state = state; // else one has gone on meanwhile
  };
  picture.addEventListener("load", () => turn("there"));
  picture.addEventListener("error", () => turn("failed"));
  picture.alt = text;
  picture.src = href;
  again.href = href;
  stage.dataset.state = picture.complete ? "there" : "waits";
  stage.querySelector("img")?.remove();
  stage.append(picture);
}

function show(index) {
  at = (index + links.length) % links.length;
  const link = links[at];
  const text = link.querySelector("img").alt;
  draw(link, text);
  place.textContent = place.dataset.text.replace("{number}", at + 1).replace("{count}", links.length);
  alt.textContent = text || link.ariaLabel;
  alt.lang = (text ? link : dialog).closest("[lang]").lang;
  // For the keyboard, where there is more to read than there is room for.
  if (words.scrollHeight > words.clientHeight) words.tabIndex = 0;
  else words.removeAttribute("tabindex");
}

/** Show the picture that the link leads to, and the others of its post. */
export function open(link) {
  links = [...link.parentElement.children];
  dialog.toggleAttribute("data-one", links.length === 1);
  dialog.showModal();
  show(links.indexOf(link));
}

dialog.addEventListener("click", (event) => {
  const hit = event.target.closest("a, button, img, p");
  if (!hit) return dialog.close();
  if (hit.dataset.step) return show(at + Number(hit.dataset.step));
  if (hit !== again || elsewhere(event)) return;
  event.preventDefault();
  dialog.querySelector("button").focus(); // before the link goes
  show(at);
});

dialog.addEventListener("keydown", (event) => {
  const step = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
  if (!step || elsewhere(event)) return;
  event.preventDefault();
  show(at + (document.dir === "rtl" ? -step : step));
});

dialog.addEventListener("close", () => {
  stage.querySelector("img").remove();
  links[at].focus();
});
