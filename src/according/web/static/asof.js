// The day as of which an incident is shown, as a slider over the days on which something was published. The list and
// its button stay for those who want them; the slider only goes to the same addresses.
export function slideDays(root) {
  const form = root.querySelector("form.as-of");
  const list = form?.querySelector("select");
  if (!list || list.options.length < 3) return;
  const days = [...list.options].filter((option) => option.value).map((option) => option.value);
  const slider = document.createElement("input");
  slider.type = "range";
  slider.min = "0";
  slider.max = String(days.length);
  slider.value = String(list.value ? days.indexOf(list.value) : days.length);
  slider.setAttribute("aria-label", "As of, by day of publication");
  const told = () => days[Number(slider.value)] || "today";
  slider.setAttribute("aria-valuetext", told());
  slider.addEventListener("input", () => {
    list.value = days[Number(slider.value)] || "";
    slider.setAttribute("aria-valuetext", told());
  });
  slider.addEventListener("change", () => form.requestSubmit());
  list.after(slider);
}
