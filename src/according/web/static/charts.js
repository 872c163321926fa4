// Dragging over the timeline chooses days, dragging the map moves it, a turned wheel with Ctrl shows it nearer. All three only
// go to an address that a person could have typed; the page has links and fields for each of them.

const NEAREST = 0.05; // degrees across
const SVG = "http://www.w3.org/2000/svg";

export function brushCharts(root) {
  for (const chart of root.querySelectorAll("svg.chart-timeline[data-first]")) brush(chart);
  for (const chart of root.querySelectorAll("svg.chart-map[data-box]")) {
    if (chart.querySelector('a[aria-label^="Show the map"]')) move(chart);
  }
}

function go(changes) {
  const address = new URL(location.href);
  address.searchParams.delete("part");
  for (const [name, value] of Object.entries(changes)) address.searchParams.set(name, value);
  if (address.href !== location.href) location.assign(address);
}

// Where the pointer is, in the drawing's own pixels: a narrow window shows it smaller.
function inside(chart, event) {
  const seen = chart.getBoundingClientRect();
  const scale = chart.viewBox.baseVal.width / seen.width;
  return { x: (event.clientX - seen.left) * scale, y: (event.clientY - seen.top) * scale };
}

function brush(chart) {
  const left = Number(chart.dataset.left);
  const wide = Number(chart.dataset.plot);
  const first = Date.parse(chart.dataset.first);
  const days = Math.round((Date.parse(chart.dataset.last) - first) / 86400000) + 1;
  const dayAt = (x) => {
    const day = Math.floor(((x - left) / wide) * days);
    return new Date(first + Math.min(Math.max(day, 0), days - 1) * 86400000).toISOString().slice(0, 10);
  };
  let from = null;
  const shade = document.createElementNS(SVG, "rect");
  shade.setAttribute("class", "brush");
  shade.setAttribute("y", "0");
  shade.setAttribute("height", chart.getAttribute("height"));
  chart.classList.add("brushes");
  chart.addEventListener("pointerdown", (event) => {
    if (event.button !== 0 || event.pointerType === "touch") return; // a finger scrolls
    from = inside(chart, event).x;
    chart.setPointerCapture(event.pointerId);
    chart.append(shade);
    event.preventDefault();
  });
  chart.addEventListener("pointermove", (event) => {
    if (from === null) return;
    const x = inside(chart, event).x;
    shade.setAttribute("x", String(Math.min(from, x)));
    shade.setAttribute("width", String(Math.abs(x - from)));
  });
  chart.addEventListener("pointerup", (event) => {
    if (from === null) return;
    const ends = [from, inside(chart, event).x].sort((a, b) => a - b);
    from = null;
    if (ends[1] - ends[0] < 3) shade.remove();
    else go({ since: dayAt(ends[0]), until: dayAt(ends[1]) });
  });
  chart.addEventListener("pointercancel", () => {
    from = null;
    shade.remove();
  });
}

function move(chart) {
  const [west, south, east, north] = chart.dataset.box.split(",").map(Number);
  const [wide, tall] = [chart.viewBox.baseVal.width, chart.viewBox.baseVal.height];
  const [across, down] = [(east - west) / wide, (north - south) / tall]; // degrees for a pixel
  let from = null;
  let moved = { x: 0, y: 0 };
  const show = (box) => {
    const round = (value, least, most) => Math.min(Math.max(value, least), most).toFixed(2).replace(/\.?0+$/, "");
    const ends = [round(box[0], -180, 179.9), round(box[1], -90, 89.9), round(box[2], -179.9, 180), round(box[3], -89.9, 90)];
    go({ box: ends.join(",") });
  };
  chart.addEventListener("pointerdown", (event) => {
    if (event.button !== 0 || event.pointerType === "touch") return;
    from = inside(chart, event);
    moved = { x: 0, y: 0 };
  });
  chart.addEventListener("pointermove", (event) => {
    if (from === null) return;
    const at = inside(chart, event);
    moved = { x: at.x - from.x, y: at.y - from.y };
    if (Math.abs(moved.x) + Math.abs(moved.y) < 4) return;
    if (!chart.hasPointerCapture(event.pointerId)) chart.setPointerCapture(event.pointerId);
    chart.viewBox.baseVal.x = -moved.x;
    chart.viewBox.baseVal.y = -moved.y;
  });
  chart.addEventListener("pointerup", () => {
    if (from === null) return;
    from = null;
    if (Math.abs(moved.x) + Math.abs(moved.y) < 4) return;
    const [x, y] = [-moved.x * across, moved.y * down];
    show([west + x, south + y, east + x, north + y]);
  });
  // After a drag the pointer is let go over a circle: that is no click on it.
  chart.addEventListener("click", (event) => {
    if (Math.abs(moved.x) + Math.abs(moved.y) >= 4) event.preventDefault();
  }, true);
  chart.addEventListener("dragstart", (event) => event.preventDefault());
  chart.addEventListener("wheel", (event) => {
    if (!event.ctrlKey) return; // a turned wheel alone scrolls the page
    event.preventDefault();
    const factor = event.deltaY < 0 ? 0.6 : 1 / 0.6;
    if ((east - west) * factor < NEAREST) return;
    const at = inside(chart, event);
    const [x, y] = [west + at.x * across, north - at.y * down];
    show([x + (west - x) * factor, y + (south - y) * factor, x + (east - x) * factor, y + (north - y) * factor]);
  }, { passive: false });
}
