// Menus close by Escape and by what is done elsewhere; one that opens comes into sight whole.
// Without this file they close by what opens them.

function leave({ target }) {
  for (const menu of document.querySelectorAll(".menu[open]")) menu.open = menu.contains(target);
}

// Not "click": on an iPhone, a tap on what is not to be pressed is none.
document.addEventListener("pointerup", leave);
document.addEventListener("focusin", leave);

document.addEventListener("keydown", (event) => {
  const menu = document.querySelector(".menu[open]");
  if (event.key !== "Escape" || !menu) return;
  event.stopImmediatePropagation(); // a person's card stays
  if (menu.contains(document.activeElement)) menu.querySelector("summary").focus();
  menu.open = false;
});

function bring({ target: menu }) {
  if (menu.matches(".menu[open]")) menu.lastElementChild.scrollIntoView({ block: "nearest" });
}

document.addEventListener("toggle", bring, true);
