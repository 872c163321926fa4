// In a report, a claim and its words light each other up.
export function lightClaims(root) {
  const cards = root.querySelectorAll(".report .claim[data-claim]");
  if (!cards.length) return;
  const marks = [...root.querySelectorAll("mark[data-claims]")];
  const light = (claims, on) => {
    for (const mark of marks) {
      if (mark.dataset.claims.split(" ").some((id) => claims.includes(id))) mark.classList.toggle("shown", on);
    }
    for (const card of cards) {
      if (claims.includes(card.dataset.claim)) card.classList.toggle("shown", on);
    }
  };
  const follow = (element, claims) => {
    element.addEventListener("mouseenter", () => light(claims, true));
    element.addEventListener("mouseleave", () => light(claims, false));
    element.addEventListener("focusin", () => light(claims, true));
    element.addEventListener("focusout", () => light(claims, false));
  };
  for (const card of cards) follow(card, [card.dataset.claim]);
  for (const mark of marks) follow(mark, mark.dataset.claims.split(" "));
}
