// Review by the keyboard: the next task is fetched before it is wanted, and shown before the decision has arrived.
const place = document.getElementById("task");
let ahead = null; // the task after this one: {key, node}
let sending = Promise.resolve();
let done = 0;

export function reviewByKeys() {
  if (!place) return;
  done = Number(document.querySelector("[data-done]")?.dataset.done || 0);
  prefetch();
  place.addEventListener("submit", (event) => {
    event.preventDefault();
    decide(event.submitter);
  });
  const undoing = document.querySelector(".undo");
  if (undoing) undoing.addEventListener("submit", (event) => { event.preventDefault(); undo(); });
  document.addEventListener("keydown", onKey);
}

function task() { return place.querySelector(".task"); }
function only() { return place.querySelector("input[name=only]")?.value || ""; }
function button(kind) { return place.querySelector(`button[value="${kind}"]`); }
function say(text) { document.getElementById("said").textContent = text; }

function onKey(event) {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  const inField = event.target.closest("input, select, textarea");
  if (inField) {
    if (event.key === "Escape") inField.blur();
    return;
  }
  const drawer = document.getElementById("drawer");
  if (drawer && !drawer.hidden) return;
  const onControl = event.target.closest("button, a, summary");
  if (onControl && (event.key === " " || event.key === "Enter")) return;
  const keys = { a: "confirm", x: "reject", s: "same", d: "different", " ": "skip" };
  if (event.key in keys) {
    const wanted = button(keys[event.key]);
    if (!wanted) return;
    event.preventDefault();
    decide(wanted);
  } else if (event.key === "u") {
    event.preventDefault();
    undo();
  } else if (event.key === "r") {
    event.preventDefault();
    place.querySelector("#why")?.focus();
  } else if (event.key === "e") {
    const edit = place.querySelector(".edit");
    if (!edit) return;
    event.preventDefault();
    edit.open = true;
    edit.querySelector("select, input").focus();
  } else if (event.key === "?") {
    const keysBox = document.querySelector(".keys");
    keysBox.open = !keysBox.open;
  }
}

function decide(pressed) {
  const form = pressed.form;
  const data = new URLSearchParams(new FormData(form, pressed));
  const kind = pressed.value;
  const address = kind === "skip" ? "/review/skip" : form.getAttribute("action");
  if (kind === "correct") return send(address, data, kind, null); // it may be refused: wait for the answer
  const shown = ahead;
  if (shown) show(shown.node);
  return send(address, data, kind, shown);
}

// Decisions go out one after the other, so that undo always meets the last one.
function send(address, data, kind, shown) {
  data.set("inset", "yes");
  if (shown) data.set("hand", task().dataset.key);
  const before = task();
  ahead = null;
  sending = sending.then(async () => {
    const answer = await fetch(address, { method: "POST", body: data, headers: { Accept: "text/html" } });
    const text = await answer.text();
    if (answer.status === 409) { // others came between: what they did stands above the task, which is shown again
      show(parsed(text));
      say("not kept: look again");
      return prefetch();
    }
    if (!answer.ok) throw new Error(plain(text));
    const node = parsed(text);
    if (shown && task() === before) ahead = { node };
    else if (!shown) { show(node); await prefetch(); }
    if (kind !== "skip") count(1);
    say(kind === "skip" ? "left for later" : `kept: ${kind}`);
  }).catch((error) => { say(`not kept: ${error.message}`); });
  return sending;
}

function undo() {
  sending = sending.then(async () => {
    const answer = await fetch("/review/undo", { method: "POST", body: new URLSearchParams({ inset: "yes" }), headers: { Accept: "text/html" } });
    const text = await answer.text();
    if (!answer.ok) throw new Error(plain(text));
    show(parsed(text));
    count(-1);
    say("taken back");
    await prefetch();
  }).catch((error) => { say(error.message); });
}

async function prefetch() {
  const now = task()?.dataset.key;
  if (!now) return;
  const query = new URLSearchParams({ inset: "yes", hand: now });
  if (only()) query.set("incident", only());
  const answer = await fetch(`/review?${query}`, { headers: { Accept: "text/html" } });
  if (answer.ok && task()?.dataset.key === now) ahead = { node: parsed(await answer.text()) };
}

function show(node) {
  place.replaceChildren(...node.childNodes);
  const left = task()?.dataset.left;
  const told = document.querySelector("[data-left]");
  if (left !== undefined && told) told.textContent = left;
  scrollTo({ top: 0 });
}

function count(more) {
  done = Math.max(0, done + more);
  const told = document.querySelector("[data-done] .tally");
  if (told) told.textContent = `${done} ${done === 1 ? "decision" : "decisions"} by you since the workbench was started`;
}

function parsed(text) {
  const inset = new DOMParser().parseFromString(text, "text/html").getElementById("inset");
  return document.adoptNode(inset);
}

function plain(text) {
  const page = new DOMParser().parseFromString(text, "text/html");
  return (page.querySelector("main .lead") || page.body).textContent.trim();
}
