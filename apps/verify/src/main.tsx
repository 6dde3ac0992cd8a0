import { createRoot } from "react-dom/client";
import { App } from "./app.tsx";
import "@chengyun/ui/tokens.css";
import "./verify.css";

document.documentElement.dataset["theme"] = matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light";

const root = document.getElementById("app");
if (root !== null) createRoot(root).render(<App />);

// Once loaded the page is there without the net, and without us.
if (import.meta.env.PROD && "serviceWorker" in navigator)
  void navigator.serviceWorker.register("/verify/service-worker.js", { scope: "/verify" });
