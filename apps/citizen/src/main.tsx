import { createRoot } from "react-dom/client";
import "@chengyun/ui/tokens.css";

const root = document.getElementById("app");
if (root !== null) createRoot(root).render(<main>城运</main>);
