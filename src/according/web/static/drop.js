// Files dropped anywhere on the box of files are those of its field.
export function takeDrops(root) {
  const box = root.querySelector(".drop");
  const field = box?.querySelector("input[type=file]");
  if (!field) return;
  for (const name of ["dragenter", "dragover"]) {
    box.addEventListener(name, (event) => { event.preventDefault(); box.classList.add("over"); });
  }
  for (const name of ["dragleave", "drop"]) box.addEventListener(name, () => box.classList.remove("over"));
  box.addEventListener("drop", (event) => {
    event.preventDefault();
    if (event.dataTransfer.files.length) field.files = event.dataTransfer.files;
  });
}
