import { createRoot } from "react-dom/client";
import { App } from "./app.tsx";
import { askFirst } from "./data/first-view.ts";
import "@chengyun/ui/tokens.css";
import "@chengyun/ui/ui.css";
import "./console.css";
import "./flow.css";
import "./cases.css";
import "./command.css";
import "./dictionary.css";
import "./people.css";
import "./notices.css";
import "./import.css";

// A tab left open while the server was brought up anew asks for parts that are no longer there: take the new page.
addEventListener("vite:preloadError", (event) => {
  const place = "chengyun.reloaded";
  if (Date.now() - Number(sessionStorage.getItem(place)) < 60_000) return;
  sessionStorage.setItem(place, String(Date.now()));
  event.preventDefault();
  location.reload();
});

void askFirst();
const root = document.getElementById("app");
if (root !== null) createRoot(root).render(<App />);
