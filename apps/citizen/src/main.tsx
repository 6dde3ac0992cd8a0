import { createRoot } from "react-dom/client";
import { App } from "./app.tsx";
import "@chengyun/ui/tokens.css";
import "@chengyun/ui/ui.css";
import "./citizen.css";

const root = document.getElementById("app");
if (root !== null) createRoot(root).render(<App />);
