// What only some need comes when they do: pictures looked at above the page, and cards beside
// links to people. Without this file, or where that does not come, the links lead where they lead.

async function look(link) {
  link.ariaBusy = "true";
  try {
    const { open } = await import("./lightbox.js");
    open(link);
  } catch {
    location.assign(link.href);
  } finally {
    link.ariaBusy = null;
  }
}

document.addEventListener("click", (event) => {
  const link = event.target.closest(".post-pictures a");
  const elsewhere = event.ctrlKey || event.metaKey || event.shiftKey || event.altKey;
  if (!link || elsewhere) return;
  event.preventDefault();
  look(link);
});

function meet({ target, pointerType }) {
  const comes = pointerType ? pointerType !== "touch" : target.matches(":focus-visible");
  if (comes && target.closest('a[href^="/@"]')) import("./person-card.js").catch(() => {});
}

document.addEventListener("pointermove", meet);
document.addEventListener("focusin", meet);
