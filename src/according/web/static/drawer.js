// A number's sentences beside the page instead of on a page of their own. The links work without this.
const drawer = document.getElementById("drawer");
let opener = null;

export function openDrawers(root) {
  root.addEventListener("click", (event) => {
    const link = event.target.closest("a[data-drawer]");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey || event.button !== 0) return;
    event.preventDefault();
    show(link);
  });
  root.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && !drawer.hidden) close();
  });
}

async function show(link) {
  const address = new URL(link.href);
  address.searchParams.set("inset", "yes");
  let text;
  try {
    const answer = await fetch(address, { headers: { Accept: "text/html" } });
    if (!answer.ok || answer.redirected) throw new Error(String(answer.status));
    text = await answer.text();
  } catch {
    location.href = link.href;
    return;
  }
  // The server escaped every word of a report; parsed apart, nothing in it runs.
  const parsed = new DOMParser().parseFromString(text, "text/html");
  const inset = parsed.getElementById("inset");
  if (!inset) {
    location.href = link.href;
    return;
  }
  if (drawer.hidden) opener = link;
  const shut = document.createElement("button");
  shut.className = "drawer-close";
  shut.type = "button";
  shut.textContent = "Close";
  shut.addEventListener("click", close);
  drawer.replaceChildren(shut, document.adoptNode(inset));
  drawer.setAttribute("role", "dialog");
  drawer.setAttribute("aria-label", "Where this number comes from");
  drawer.hidden = false;
  drawer.scrollTop = 0;
  shut.focus();
}

function close() {
  drawer.hidden = true;
  drawer.replaceChildren();
  if (opener) opener.focus();
  opener = null;
}
