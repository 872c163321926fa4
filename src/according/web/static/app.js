// Script adds, never carries: every page works without it. Each module looks for what it serves on the page.
import { openDrawers } from "./drawer.js";
import { slideDays } from "./asof.js";
import { brushCharts } from "./charts.js";
import { lightClaims } from "./claims.js";
import { takeDrops } from "./drop.js";
import { reviewByKeys } from "./review.js";

openDrawers(document);
lightClaims(document);
brushCharts(document);
reviewByKeys();
slideDays(document);
takeDrops(document);

// On a narrow window the filters come after what they filter, folded.
const box = document.querySelector(".filter-box");
if (box && matchMedia("(max-width: 64rem)").matches) box.open = false;
